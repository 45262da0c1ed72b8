/*
 * Promise: find a community, officer or station as one types, exactly: a plain
 * substring of a known name, or a house number inside a known range. What is
 * typed never leaves the device. Turns `<div class="jw-finder" data-index
 * data-root>` into an ARIA combobox; without this script its link remains.
 * The index is loaded once, when a field is first used. Data is only ever
 * written as text.
 *
 * Index: {entries: [{u url, t kind, n name, o officers, p phone, s station,
 *                    k [keys], r [[street, from, to, "odd"|"even"|"all"]]}]}
 */
(function () {
  'use strict';

  const SHOWN = 20;
  const PARITY = { odd: '单号', even: '双号', all: '' };
  // 凤凰小区3栋2单元 is looked for as 凤凰小区: the index knows estates, not flats.
  const BUILDING = /\d+(?:栋|幢|座|号楼|楼|单元|室|组|户).*$/u;

  /* ---------- matching: no document, no network ---------- */

  /** As typed -> as indexed: NFKC, lower case, letters and digits only. */
  function fold(text) {
    return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}\p{M}]/gu, '');
  }

  /** Where `query` (folded) stands in `text` (as shown): [start, end], or null. */
  function locate(text, query) {
    const starts = [];
    let folded = '';
    let at = 0;
    for (const char of text) {
      const piece = fold(char);
      for (let i = 0; i < piece.length; i += 1) starts.push([at, at + char.length]);
      folded += piece;
      at += char.length;
    }
    const found = folded.indexOf(query);
    return found < 0 ? null : [starts[found][0], starts[found + query.length - 1][1]];
  }

  /** Every reading of the query as street and number: 106国道18号 has two. */
  function addresses(query) {
    const readings = [];
    query.replace(/\d+/g, (digits, at) => {
      if (at > 1) readings.push({ street: query.slice(0, at), number: Number(digits) });
    });
    return readings;
  }

  function covers(range, address) {
    const [street, from, to, parity] = range;
    const known = fold(street);
    if (!known.includes(address.street) && !address.street.endsWith(known)) return false;
    if (address.number < from || address.number > to) return false;
    return parity === 'all' || (address.number % 2 === 1) === (parity === 'odd');
  }

  function rangeText([street, from, to, parity]) {
    return street + (from === to ? from : from + '–' + to) + '号' + PARITY[parity];
  }

  /**
   * How well an entry answers: {rank, needle, hint}, or null. Lower is better:
   * 0 the name itself, 1 its beginning, 2 within it, 3 a house number or a
   * whole key, 4 the beginning of a key, 5 within a key.
   */
  function answer(entry, query, places) {
    const at = entry.name.indexOf(query);
    if (at >= 0) return { rank: entry.name === query ? 0 : at === 0 ? 1 : 2, needle: query };
    const range = entry.ranges.find((each) => places.some((place) => covers(each, place)));
    if (range) return { rank: 3, needle: fold(range[0]), hint: rangeText(range) };
    let best = null;
    for (const key of entry.keys) {
      const where = key.indexOf(query);
      if (where < 0) continue;
      const rank = key === query ? 3 : where === 0 ? 4 : 5;
      if (!best || rank < best.rank) best = { rank, needle: query, hint: key };
    }
    if (!best) return null;
    if (entry.shown.some((text) => locate(text, query))) return { rank: best.rank, needle: query };
    const street = entry.ranges.find((each) => fold(each[0]) === best.hint);
    return street ? Object.assign(best, { hint: rangeText(street) }) : best;
  }

  /** All entries that answer, best first; equal ones keep the order of the index. */
  function search(entries, typed) {
    const query = fold(typed);
    if (!query) return [];
    const places = addresses(query);
    const found = (wanted) => entries
      .map((entry) => ({ entry, match: answer(entry, wanted, places) }))
      .filter((each) => each.match)
      .sort((a, b) => a.match.rank - b.match.rank);
    const exact = found(query);
    const estate = query.replace(BUILDING, '');
    return exact.length || estate === query || estate.length < 2 ? exact : found(estate);
  }

  function prepare(raw) {
    return raw.entries.map((item) => ({
      item,
      name: fold(item.n),
      shown: [item.n, item.o || '', item.p || '', item.s || ''],
      keys: (item.k || []).concat(item.o || [], item.p || []).map(fold),
      ranges: item.r || [],
    }));
  }

  /* ---------- the index: once per page, whichever field asks first ---------- */

  const loads = new Map();

  function loadIndex(url) {
    if (!loads.has(url)) {
      const load = fetch(url)
        .then((response) => (response.ok ? response.json() : Promise.reject(response.status)))
        .then(prepare);
      load.catch(() => loads.delete(url)); // the next keystroke tries again
      loads.set(url, load);
    }
    return loads.get(url);
  }

  /* ---------- the widget ---------- */

  function make(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const name of Object.keys(attributes)) node.setAttribute(name, attributes[name]);
    node.append(...children);
    return node;
  }

  function fill(node, children) {
    node.textContent = '';
    node.append(...children);
  }

  /** `text` with the match marked, when it is there. */
  function marked(className, text, needle) {
    const node = make('span', { class: className });
    const where = needle && locate(text, needle);
    if (!where) {
      node.textContent = text;
      return node;
    }
    node.append(
      text.slice(0, where[0]),
      make('mark', {}, text.slice(where[0], where[1])),
      text.slice(where[1]),
    );
    return node;
  }

  function row(found, id, root) {
    const item = found.entry.item;
    const needle = found.match.needle;
    const link = make('a', {
      class: 'jw-finder__row', role: 'option', id, href: root + item.u, tabindex: '-1',
      'aria-selected': 'false',
    });
    link.append(marked('jw-finder__name', item.n, needle));
    if (item.t) link.append(' ', make('span', { class: 'jw-finder__kind' }, item.t));
    if (found.match.hint) link.append(' ', marked('jw-finder__hint', found.match.hint, needle));
    const facts = make('span', { class: 'jw-finder__facts' });
    for (const text of [item.o, item.p, item.s]) {
      if (text) facts.append(facts.firstChild ? '　' : '', marked('jw-finder__fact', text, needle));
    }
    if (facts.firstChild) link.append(' ', facts);
    return link;
  }

  let widgets = 0;

  function enhance(host) {
    const number = (widgets += 1);
    const root = host.dataset.root || './';
    const inHeader = host.classList.contains('jw-finder--header');
    const ids = { field: 'jw-find-' + number, list: 'jw-found-' + number };

    const label = make('label', { class: 'jw-finder__label', for: ids.field },
      '小区、门牌、村名或民警姓名');
    const field = make('input', {
      class: 'jw-finder__field', id: ids.field, type: 'text', role: 'combobox',
      'aria-expanded': 'false', 'aria-controls': ids.list, 'aria-autocomplete': 'list',
      autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', enterkeyhint: 'search',
    });
    if (inHeader) field.setAttribute('placeholder', '小区、门牌、村名或姓名');
    const list = make('div', {
      class: 'jw-finder__list', id: ids.list, role: 'listbox', 'aria-label': '查找结果',
    });
    const after = make('div', { class: 'jw-finder__after' });
    const panel = make('div', { class: 'jw-finder__panel', hidden: '' }, list, after);
    const status = make('p', { class: 'jw-vh', role: 'status' });
    const box = make('div', { class: 'jw-finder__box' }, label, field, panel, status);

    let active = -1;
    let turn = 0;
    let saying = 0;

    function say(text) {
      clearTimeout(saying);
      saying = setTimeout(() => { status.textContent = text; }, 300);
    }

    function activate(index) {
      const rows = list.children;
      if (rows[active]) rows[active].setAttribute('aria-selected', 'false');
      active = index;
      if (!rows[index]) {
        field.removeAttribute('aria-activedescendant');
        return;
      }
      rows[index].setAttribute('aria-selected', 'true');
      rows[index].scrollIntoView({ block: 'nearest' });
      field.setAttribute('aria-activedescendant', rows[index].id);
    }

    function close() {
      turn += 1;
      activate(-1);
      panel.hidden = true;
      field.setAttribute('aria-expanded', 'false');
    }

    function open(rows, ...below) {
      activate(-1);
      fill(list, rows);
      list.hidden = rows.length === 0;
      fill(after, below);
      after.hidden = below.length === 0;
      panel.hidden = false;
      field.setAttribute('aria-expanded', String(rows.length > 0));
    }

    function elsewhere(text) {
      return make('p', {}, text, '请看',
        make('a', { href: root + 'stations/' }, '派出所列表'), '，或者打派出所电话。紧急情况请拨 ',
        make('a', { href: 'tel:110' }, '110'), '。');
    }

    function answerWith(found) {
      const rows = found.slice(0, SHOWN)
        .map((each, index) => row(each, ids.list + '-' + index, root));
      if (!rows.length) {
        const sorry = '没有找到“' + field.value.trim() + '”。';
        open([], elsewhere(sorry));
        say(sorry);
        return;
      }
      const rest = found.length - rows.length;
      const more = rest ? ['还有 ' + rest + ' 条，再多输入几个字就能找到。'] : [];
      open(rows, ...more.map((text) => make('p', {}, text)));
      say('找到 ' + found.length + ' 条' + (rest ? '，显示前 ' + SHOWN + ' 条' : ''));
    }

    function look() {
      turn += 1;
      const mine = turn;
      if (!fold(field.value)) {
        close();
        say('');
        return;
      }
      loadIndex(host.dataset.index).then(
        (entries) => { if (mine === turn) answerWith(search(entries, field.value)); },
        () => {
          if (mine !== turn) return;
          open([], elsewhere('查找暂时用不了。'));
          say('查找暂时用不了');
        },
      );
    }

    function step(by) {
      const count = list.children.length;
      if (panel.hidden || !count) {
        look();
        return;
      }
      // From the field itself down is the first row, up the last; both ends lead back to it.
      const next = active + by;
      activate(next < -1 ? count - 1 : next >= count ? -1 : next);
    }

    function choose() {
      const rows = panel.hidden ? [] : list.children;
      if (rows[active]) rows[active].click();
      else if (rows.length === 1) rows[0].click();
      else if (rows.length) activate(0);
      else look();
    }

    function escape() {
      if (panel.hidden) field.value = '';
      else close();
    }

    const keys = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Enter: choose,
      Escape: escape,
    };

    field.addEventListener('focus', () => { loadIndex(host.dataset.index).catch(() => {}); });
    field.addEventListener('input', look);
    field.addEventListener('keydown', (event) => {
      if (event.isComposing || event.keyCode === 229) return; // the input method has the key
      if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
    host.addEventListener('focusout', (event) => {
      if (!host.contains(event.relatedTarget)) close();
    });
    // A press in the panel must not take the focus, or it would close before the click.
    panel.addEventListener('mousedown', (event) => event.preventDefault());

    if (inHeader) host.append(toggle(host, field, close));
    host.append(box);
    host.classList.add('jw-finder--on');
  }

  /** The one tap on narrow screens; on wide ones the style sheet hides it. */
  function toggle(host, field, close) {
    const button = make('button', {
      class: 'jw-finder__toggle', type: 'button', 'aria-expanded': 'false',
      'aria-controls': field.id,
    }, '找民警');
    button.addEventListener('click', () => {
      const opened = host.classList.toggle('jw-finder--open');
      button.setAttribute('aria-expanded', String(opened));
      if (opened) field.focus();
      else close();
    });
    return button;
  }

  document.querySelectorAll('.jw-finder[data-index]').forEach(enhance);
})();
