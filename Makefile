# A fresh Debian or Ubuntu with git, make and Python 3.11 is enough; the targets install the rest.

export NO_MKDOCS_2_WARNING := 1
jingwu := .venv/bin/jingwu
python := .venv/bin/python

export reason
export incomplete

.PHONY: site deploy check review receive status rehearse release revise withdraw plan draw audit test coverage mutants serve bench bench-sizes bench-hubei bench-china sweep disclosure torture lock sbom bundle clean help
.NOTPARALLEL: # both stamps write to .venv
.DELETE_ON_ERROR:

site: .venv/.site-stamp ## 生成网站到 site/（默认）
	$(jingwu) build

deploy: .venv/.site-stamp ## 发布到网页服务器用的目录:make deploy to=/srv/jingwu
	@test -n "$(to)" || { echo '没有写目录:请写成 make deploy to=/srv/jingwu'; exit 2; }
	$(jingwu) deploy --to "$(to)"

check: .venv/.site-stamp ## 检查 data/，逐条列出问题
	$(jingwu) check

test: .venv/.test-stamp ## 检查代码与 data/ 并运行全部测试
	sh tools/setup.sh browser
	sh tools/setup.sh webserver
	$(python) -m ruff check
	$(python) -m ruff format --check
	$(python) -m mypy
	.venv/bin/lint-imports
	$(python) -m pytest -n auto --dist worksteal
	$(jingwu) check

review: .venv/.site-stamp ## 列出等审批的和审批过的文字、号码
	$(jingwu) check --review

receive: .venv/.site-stamp ## 登记收到月报:make receive month=2026-10（不写就是全部）
	$(jingwu) month receive $(month)

status: .venv/.site-stamp ## 一个月的月报到了没有、缺什么:make status month=2026-10
	@test -n "$(month)" || { echo '没有写月份:请写成 make status month=2026-10'; exit 2; }
	$(jingwu) month status $(month)

rehearse: .venv/.site-stamp ## 试算一个月的排名,什么也不写:make rehearse month=2026-10(修订的加 reason="…")
	@test -n "$(month)" || { echo '没有写月份:请写成 make rehearse month=2026-10'; exit 2; }
	$(jingwu) release $(month) --dry-run $(if $(reason),--revise --reason "$$reason") $(if $(incomplete),--incomplete "$$incomplete")

release: .venv/.site-stamp ## 公布一个月的排名:make release month=2026-10(没有报齐的加 incomplete="为什么")
	@test -n "$(month)" || { echo '没有写月份:请写成 make release month=2026-10'; exit 2; }
	$(jingwu) release $(month) $(if $(incomplete),--incomplete "$$incomplete")

revise: .venv/.site-stamp ## 更正已公布的排名:make revise month=2026-10 reason="为什么改"
	@test -n "$(month)" -a -n "$$reason" || \
		{ echo '没有写月份或原因:请写成 make revise month=2026-10 reason="为什么改"'; exit 2; }
	$(jingwu) release $(month) --revise --reason "$$reason"

withdraw: .venv/.site-stamp ## 撤回还没有生成网站的公布:make withdraw month=2026-10
	@test -n "$(month)" || { echo '没有写月份:请写成 make withdraw month=2026-10'; exit 2; }
	$(jingwu) withdraw $(month)

plan: .venv/.site-stamp ## 拟定一个季度的代表会:make plan quarter=2027-Q1
	@test -n "$(quarter)" || { echo '没有写季度:请写成 make plan quarter=2027-Q1'; exit 2; }
	$(jingwu) meetings plan --quarter $(quarter)

draw: .venv/.site-stamp ## 抽一个月要核实的社区:make draw month=2026-10(按比例的加 share=10)
	@test -n "$(month)" || { echo '没有写月份:请写成 make draw month=2026-10'; exit 2; }
	$(jingwu) audit draw --month $(month) $(if $(share),--share $(share))

serve: .venv/.site-stamp ## 在本机预览，保存文件后自动刷新
	.venv/bin/mkdocs serve

coverage: .venv/.test-stamp ## 测量测试覆盖的语句与分支（不开浏览器）
	sh tools/setup.sh webserver
	$(python) -m pytest -n auto --dist loadfile --ignore tests/browser --cov generator --cov-branch --cov-report term:skip-covered

mutants: .venv/.test-stamp ## 改动代码,看测试能否发现:make mutants room=text
	sh tools/mutants.sh "$(room)"

bench: .venv/.test-stamp ## 测量生成速度,与 Hugo、MkDocs、cp 比较:鄂州、北京的名单
	sh tools/setup.sh packages --group bench
	$(python) -m benchmarks.bench

bench-sizes: .venv/.test-stamp ## 测量时间和内存怎样随社区数增长:155 至 7,560 个
	sh tools/setup.sh packages --group bench
	$(python) -m benchmarks.bench 155 600 1500 3000 4788 7560

bench-hubei bench-china: .venv/.test-stamp ## 测量全省、全国逐个单位生成,中断后接着做
	$(python) -m benchmarks.many $(@:bench-%=%)

sweep: .venv/.test-stamp ## 用一份名单逐条试查找框:make sweep divisions=FILE（不写就用 data/）
	sh tools/setup.sh browser
	$(python) -m tools.sweep.command $(if $(divisions),--divisions "$(divisions)") $(if $(slower),--slower $(slower))

disclosure: .venv/.test-stamp ## 试着从公布的数字推出没有写出的小数目:make disclosure site=DIR（不写就先生成）
	$(if $(site),,$(jingwu) build)
	$(python) -m tools.disclosure.command $(or $(site),site)

torture: .venv/.test-stamp ## 反复打断、断电、写满磁盘、乱改资料,数出坏了几次(约一小时)
	sh tools/setup.sh packages --group torture
	sh tools/setup.sh webserver
	sh tools/setup.sh browser
	$(python) -m benchmarks.torture.killing
	$(python) -m benchmarks.torture.power
	$(python) -m benchmarks.torture.surroundings
	$(python) -m benchmarks.torture.serving
	$(python) -m benchmarks.torture.browsing
	$(python) -m benchmarks.torture.payloads
	$(python) -m benchmarks.torture.disguised
	$(python) -m benchmarks.torture.fuzzing

lock: ## 按 pyproject.toml 更新 uv.lock（全部升级：make lock upgrade=1）
	sh tools/setup.sh lock $(if $(upgrade),--upgrade)

sbom: ## 把装的软件包列成 CycloneDX 清单:dist/jingwu.cdx.json
	sh tools/setup.sh sbom dist/jingwu.cdx.json

audit: .venv/.test-stamp ## 列出软件包(CycloneDX 清单),用 pip-audit 查有没有公布过的漏洞（要上网）
	@test -z "$(month)" || { echo '抽查核实请写成 make draw month=$(month)'; exit 2; }
	sh tools/setup.sh sbom dist/jingwu.cdx.json
	sh tools/setup.sh advisories

bundle: .venv/.test-stamp ## 做不用上网的安装包到 dist/:Debian、统信、麒麟(x86-64、arm64)和 Windows(只做一种的写 platform=windows-x64)
	$(python) -m tools.bundle.command $(platform)

clean: ## 删除生成的网站与工具环境
	rm -rf .venv .uv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find generator tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
	sh tools/remove_site.sh site

help: ## 显示本说明
	@sed -n 's/^\([a-z -]*\):.* ## \(.*\)/make \1	\2/p' Makefile

# Tests need a superset of the site's packages, so `make test` updates both stamps.
.venv/.site-stamp: pyproject.toml uv.lock
	sh tools/setup.sh packages --no-dev
	touch $@

.venv/.test-stamp: pyproject.toml uv.lock
	sh tools/setup.sh packages
	touch $@ .venv/.site-stamp
