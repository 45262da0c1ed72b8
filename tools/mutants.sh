#!/bin/sh
# Mutation testing of one room: mutants.sh ROOM [MUTANT...]
# Works on a copy in build/mutants/, since mutmut writes mutants beside the sources. Finally lists the mutants that no
# test noticed; `cd build/mutants/ROOM && ../../../.venv/bin/mutmut show MUTANT` shows one.
set -eu
cd "$(dirname "$0")/.."
room=${1:?which room: text, facts, ranking, privacy or finder}
shift

# The files to mutate, and their tests: a mutant is run against those of them that reach it.
case $room in
    text) mutated='generator/text/*' tests='test_text test_characters test_names test_mojibake' ;;
    facts) mutated='generator/facts/*' tests='test_facts' ;;
    ranking) mutated='generator/ranking/*' tests='test_ranking test_ranking_by_hand test_second_edition test_ranking_laws test_rank_changes test_year test_year_end test_bridge test_limits test_cases_in_limits test_case_rate test_robustness test_unreported test_method test_month test_formulas test_back_test test_ranking_words test_releases test_bands test_audit_pages' ;;
    privacy) mutated='generator/privacy/*' tests='test_privacy test_public_from_its_day test_privacy_held test_privacy_refusing test_privacy_suppression test_privacy_photos test_privacy_inference test_privacy_projects test_second_edition test_audit_pages test_rollout' ;;
    finder) mutated='generator/feeds/finder.py' tests='test_finder' ;;
    *) echo "no such room: $room" >&2; exit 2 ;;
esac

work=build/mutants/$room
mkdir -p "$work"
cp -R content data generator tests tools benchmarks docs mkdocs.yml pyproject.toml Makefile README.md "$work"
{
    printf '[mutmut]\nsource_paths =\n    generator/\nonly_mutate =\n    %s\n' "$mutated"
    printf 'also_copy =\n    content/\n    data/\n    tools/\n    benchmarks/\n    docs/\n    mkdocs.yml\n    Makefile\n    README.md\n'
    printf 'pytest_add_cli_args =\n    --hypothesis-profile=mutants\n'
    printf 'pytest_add_cli_args_test_selection =\n'
    for test in $tests; do printf '    tests/%s.py\n' "$test"; done
} >"$work/setup.cfg"
cd "$work"
"$OLDPWD/.venv/bin/mutmut" run "$@" >mutmut.log 2>&1 || { tail -n 20 mutmut.log; exit 1; }
tr '\r' '\n' <mutmut.log | tail -n 1
"$OLDPWD/.venv/bin/mutmut" results
