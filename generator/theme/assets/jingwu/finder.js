/*
 * Find a community, officer, station or service while typing: parts.js answers, this file shows.
 * The query never leaves the device. Turns `<div class="jw-finder" data-index data-root>` into an
 * ARIA combobox; without this script its link remains. parts.js loads the index, once, when a field
 * is first used. Data is only ever written as text.
 */
(function () {
  'use strict';

  const SHOWN = 20;
  const REPEATED = 40; // characters of the query
  const EMERGENCY = new RegExp('^(?:110|１１０|报警|報警)$|救命|自[杀殺]|轻生|跳楼|跳河|[杀殺砍]人|持刀|抢劫|被抢|绑架'
    + '|强奸|爆炸|打我|被打|挨打|家暴|(?:燃|煤|天然)气泄漏', 'u');
  const { locate, locateInPhone } = window.JingwuText;

  /* ---------- the index: once per page, whichever field asks first ---------- */

  const opened = new Map();

  function indexAt(url) {
    if (!opened.has(url)) {
      const index = window.JingwuParts.open(url);
      index.catch(() => opened.delete(url)); // the next keystroke tries again
      opened.set(url, index);
    }
    return opened.get(url);
  }

  let isPressed = false;
  for (const type of ['mousedown', 'mouseup']) {
    document.addEventListener(type, () => { isPressed = type === 'mousedown'; }, true);
  }

  /* ---------- the widget ---------- */

  function make(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const name of Object.keys(attributes)) node.setAttribute(name, attributes[name]);
    node.append(...children);
    return node;
  }

  /** Shorten a long query, so that the content below it stays in view. */
  function shortened(text) {
    const characters = [...text];
    return characters.length > REPEATED ? characters.slice(0, REPEATED).join('') + '……' : text;
  }

  function fill(node, children) {
    node.textContent = '';
    node.append(...children);
  }

  /** `text` with the match marked, if `find` finds the needle in it. */
  function marked(className, text, needle, find = locate) {
    const node = make('span', { class: className });
    const where = find(text, needle);
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

  function option(id, href, ...children) {
    return make('a', {
      class: 'jw-finder__row', role: 'option', id, href, tabindex: '-1', 'aria-selected': 'false',
    }, ...children);
  }

  function row(found, id, root) {
    const item = found.entry.item;
    const needle = found.match.needle;
    const link = option(id, item.u.startsWith('tel:') ? item.u : root + item.u);
    link.append(marked('jw-finder__name', item.n, needle));
    if (item.t) link.append(' ', make('span', { class: 'jw-finder__kind' }, item.t));
    if (found.match.hint) link.append(' ', marked('jw-finder__hint', found.match.hint, needle));
    const facts = make('span', { class: 'jw-finder__facts' });
    for (const [text, find, kind] of [[item.o], [item.p, locateInPhone, ' jw-finder__phone'], [item.s]]) {
      if (text) facts.append(facts.firstChild ? '　' : '', marked('jw-finder__fact' + (kind || ''), text, needle, find));
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

    const isHub = host.hasAttribute('data-hub'); // of several bureaus
    const asked = isHub ? '城市，后面写小区、村名或民警姓名' : '小区、门牌、村名或民警姓名';
    const label = make('label', { class: 'jw-finder__label', for: ids.field }, asked);
    const field = make('input', {
      class: 'jw-finder__field', id: ids.field, type: 'text', role: 'combobox',
      'aria-expanded': 'false', 'aria-controls': ids.list, 'aria-autocomplete': 'list',
      autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', enterkeyhint: 'search',
    });
    if (inHeader) field.setAttribute('placeholder', isHub ? '城市、小区或村名' : '小区、门牌、村名或姓名');
    const list = make('div', {
      class: 'jw-finder__list', id: ids.list, role: 'listbox', 'aria-label': '查找结果',
    });
    const after = make('div', { class: 'jw-finder__after' });
    const before = make('div', { class: 'jw-finder__before' });
    const panel = make('div', { class: 'jw-finder__panel', hidden: '' }, before, list, after);
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

    function open(rows, above, ...below) {
      activate(-1);
      const pieces = above.split(/([0-9]{3,}(?:-[0-9]+)+)/u);
      fill(before, above ? [make('p', {}, ...pieces.map((text, at) => (
        at % 2 ? make('span', { class: 'jw-finder__phone' }, text) : text)))] : []);
      before.hidden = !above;
      list.setAttribute('aria-label', above || '查找结果');
      fill(list, rows);
      list.hidden = rows.length === 0;
      fill(after, below);
      after.hidden = below.length === 0;
      panel.hidden = false;
      field.setAttribute('aria-expanded', String(rows.length > 0));
    }

    function elsewhere(text) {
      const [place, list] = isHub ? ['#bureaus', '各地的网站'] : ['stations/', '派出所列表'];
      return make('p', {}, text, '请看',
        make('a', { href: root + place }, list), '，或者打派出所电话。紧急情况请拨 ',
        make('a', { href: 'tel:110' }, '110'), '。');
    }

    function answerWith(found) {
      const shown = found.slice(0, SHOWN).map((each, index) => row(each, ids.list + '-' + index, root));
      const emergency = EMERGENCY.test(field.value.trim())
        ? [option(ids.list + '-emergency', 'tel:110', '紧急情况请拨 110')]
        : [];
      const rows = emergency.concat(shown);
      const sorry = '没有找到“' + shortened(field.value.trim()) + '”。';
      if (!rows.length) {
        open([], '', elsewhere(sorry + (found.note || '')));
        say(sorry);
        return;
      }
      const isGuess = found.length > 0 && found[0].isGuess;
      const above = [isGuess ? sorry + '您是不是找……' : '', found.note || ''].join('');
      const rest = found.length - shown.length;
      const below = isGuess ? [elsewhere('都不是？')]
        : rest ? [make('p', {}, '还有 ' + rest + ' 条，再多输入几个字就能找到。')] : [];
      open(rows, above, ...below);
      const urgent = emergency.length ? '紧急情况请拨 110。' : '';
      say(urgent + above + '找到 ' + found.length + ' 条' + (rest ? '，显示前 ' + SHOWN + ' 条' : ''));
    }

    /** Of an index in parts, letters that become characters in a moment would load all of it. */
    const isUnfinished = (index, event) => index.isParted && event && event.isComposing;

    function look(event) {
      turn += 1;
      const mine = turn;
      if (!field.value.trim()) {
        close();
        say('');
        return;
      }
      const { index: url } = host.dataset;
      indexAt(url).then((index) => (isUnfinished(index, event) ? null : index.search(field.value))).then(
        (found) => { if (found && mine === turn) answerWith(found); },
        () => {
          opened.delete(url); // a part may be of a later site than the index
          if (mine !== turn) return;
          open([], '', elsewhere('查找暂时用不了。'));
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
      // From the field, down selects the first row and up the last; past either end the field is selected again.
      const next = active + by;
      activate(next < -1 ? count - 1 : next >= count ? -1 : next);
      if (document.activeElement !== field) (list.children[active] || field).focus();
    }

    function choose() {
      const rows = panel.hidden ? [] : list.children;
      if (rows[active]) rows[active].click();
      else if (rows.length === 1) rows[0].click();
      else if (rows.length) {
        // Move the focus itself, so that a phone's keyboard gives way to the results.
        activate(0);
        rows[0].focus();
      } else look();
    }

    function escape() {
      const wasOpen = !panel.hidden;
      field.focus();
      close();
      if (wasOpen) return;
      field.value = '';
      if (host.classList.contains('jw-finder--open')) {
        button.click();
        button.focus();
      }
    }

    const keys = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Enter: choose,
      Escape: escape,
    };

    field.addEventListener('focus', () => { indexAt(host.dataset.index).catch(() => {}); });
    field.addEventListener('input', look);
    field.addEventListener('compositionend', () => look());
    box.addEventListener('keydown', (event) => {
      if (event.isComposing || event.keyCode === 229) return; // the input method handles the key
      if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
      if (event.key === 'Enter' && event.target !== field) return; // a focused link handles Enter itself
      event.preventDefault();
      keys[event.key]();
    });
    host.addEventListener('focusout', (event) => {
      if (host.contains(event.relatedTarget)) return;
      // Closing at once would move a link below away from under the press, and lose the click.
      if (isPressed) document.addEventListener('mouseup', () => setTimeout(close), { once: true });
      else close();
    });
    // A press in the panel must not take the focus, or the panel would close before the click.
    panel.addEventListener('mousedown', (event) => event.preventDefault());

    const button = toggle(host, field, close);
    // Insert before the link, in visual order, so that Tab follows it.
    host.prepend(...(inHeader ? [button, box] : [box]));
    host.classList.add('jw-finder--on');
  }

  /** The button that opens the finder on narrow screens; the stylesheet hides it on wide ones. */
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
