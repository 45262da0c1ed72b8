/*
 * Open the finder's index (generator/feeds/finder_parts.py), and answer questions from it: open(url)
 * -> {search(typed) -> a promise of what finding.js finds}. The index of a large city is a head with
 * parts; a question loads those that may have a name in it, or a name that contains it. What
 * nothing answers, pinyin and numbers may mean any name: they load all. Answers are the same as
 * from the whole index.
 *
 * Head: the index without communities, and parts [{u path, id, c codes of [two neighbours, how names
 *   begin, names of two, those of one], w parts that belong to it}], surnames of officers, rest path.
 * Part: {id, at numbers of areas, areas, formerAt, former, keys}. Rest: {sounds, first, alike, traditional}.
 */
(function () {
  'use strict';

  const Around = window.JingwuAround;
  const { search } = window.JingwuFinding;
  const SLICE = 20; // ms
  const FACTOR = 40503;
  const CODES = 0x7fff;
  const GAP = 90;
  const MORE = '请再多写一个字，才能找到小区、村和民警。';

  /** Prepare an index in slices, so that a slow phone can handle keystrokes in between. */
  async function prepared(index) {
    const steps = window.JingwuKnowing.preparing(index);
    let step = steps.next();
    for (let began = performance.now(); !step.done; step = steps.next()) {
      if (performance.now() - began > SLICE) {
        await new Promise((goOn) => { setTimeout(goOn, 0); });
        began = performance.now();
      }
    }
    return step.value;
  }

  async function loaded(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(response.status);
    return response.json();
  }

  /* ---------- which parts a question needs ---------- */

  function code(text, from, to, begun = 0) {
    let sum = begun;
    for (let at = from; at < to; at += 1) sum = (sum * FACTOR + text.charCodeAt(at)) & CODES;
    return sum;
  }

  /** Codes as a set: by code, 1 if it is there. */
  function unpacked(text) {
    const found = new Uint8Array(CODES + 1);
    let at = -1;
    for (let place = 0; place < text.length; place += 1) {
      const unit = text.charCodeAt(place);
      if (unit === 33) at += GAP;
      else {
        at += unit - 34 - (unit > 92 ? 1 : 0);
        found[at] = 1;
      }
    }
    return found;
  }

  function hasAllPairs(pairs, text) {
    for (let at = 0; at + 1 < text.length; at += 1) if (!pairs[code(text, at, at + 2)]) return false;
    return true;
  }

  /** May the text contain a name of this part? */
  function mayName([pairs, beginnings, short, single], text) {
    for (let at = 0; at < text.length; at += 1) {
      if (single.includes(text[at])) return true;
      if (pairs[code(text, at, at + 2)]) {
        if (short[code(text, at, at + 2, 1)]) return true;
        if (beginnings[code(text, at, at + 3)] && pairs[code(text, at + 1, at + 3)]) return true;
      }
    }
    return false;
  }

  const whole = (known, typed) => [Around.withTitle(known.fold(typed))];
  /** What finding.js looks up if nothing answers the whole: its words, the beginning of a station's name. */
  const pieces = (known, typed) => [...typed.split(/[\s,，、;；/]+/u), ...typed.split(/派出所/u)].map(known.fold);

  /** Numbers, pinyin and a surname with a title are of any part. */
  function isForAll(query, families) {
    return /^[0-9#-]+$|[0-9]{6}/.test(query) || window.JingwuSounds.pinyin(query)
      || Around.TITLES.some((title) => query.indexOf(title) > 0 && families.includes(query[query.indexOf(title) - 1]));
  }

  /** The texts that a name may contain: the query, without hyphens, and after words that people put before a name. */
  function ends(known, query) {
    const isStart = Around.reachedBefore(query, known);
    const starts = Object.keys(query).map(Number).filter((at) => at && at < query.length - 1 && isStart[at]);
    return [query, query.replace(/[-#]/g, ''), ...starts.map((at) => query.slice(at))];
  }

  /** The numbers of the parts that may answer one of the texts. */
  function needed(known, { parts, surnames }, texts) {
    const all = parts.map((_, number) => number);
    const found = new Set();
    for (const query of texts.filter(Boolean)) {
      if (isForAll(query, surnames)) return all;
      const within = ends(known, query);
      all.filter((number) => mayName(parts[number].codes, query)
        || within.some((text) => hasAllPairs(parts[number].codes[0], text))).forEach((number) => found.add(number));
    }
    found.forEach((number) => parts[number].w.forEach((also) => found.add(also)));
    return [...found];
  }

  /* ---------- the head and the parts that are there ---------- */

  /** One index of them, in the order of the whole. */
  function joined(head, there) {
    const inOrder = (numbers, rows) => there.flatMap((part) => part[rows].map((row, at) => [part[numbers][at], row]))
      .sort(([one], [other]) => one - other);
    const areas = inOrder('at', 'areas');
    const places = new Map(areas.map(([number], at) => [number, at]));
    return {
      ...head,
      areas: areas.map(([, row]) => row),
      former: inOrder('formerAt', 'former').map(([, row]) => ({ ...row, h: row.h.map((heir) => places.get(heir)) })),
      keys: Object.assign({}, head.keys, ...there.map(({ keys }) => keys)),
    };
  }

  function opened(head, base) {
    const parts = head.parts.map((part) => ({ ...part, codes: [...part.c.slice(0, 3).map(unpacked), part.c[3]] }));
    const routes = { parts, surnames: head.surnames };
    const nothing = { sounds: {}, first: {}, alike: {}, traditional: ['', ''] };
    const there = new Map();
    const at = (path) => new URL(path, base).href;
    let known = prepared({ ...joined(head, []), ...nothing });

    async function load(number) {
      const part = await loaded(at(parts[number].u));
      if (part.id !== parts[number].id) throw new Error('the site has changed');
      there.set(number, part);
    }

    async function extended(before, numbers) {
      const knows = await before;
      const missing = numbers.filter((number) => !there.has(number));
      if (!missing.length) return knows;
      const isWhole = there.size + missing.length === parts.length;
      const [rest] = await Promise.all([isWhole ? loaded(at(head.rest)) : nothing, ...missing.map(load)]);
      return prepared({ ...joined(head, [...there.values()]), ...rest });
    }

    /** One after the other; after a failure as before. */
    function having(numbers) {
      const before = known;
      const attempt = extended(before, numbers);
      known = attempt.catch(() => before);
      return attempt;
    }

    return {
      isParted: true,
      async search(typed) {
        const begun = await known;
        const isWhole = () => there.size === parts.length;
        if (!isWhole() && begun.fold(typed).length === 1) {
          return Object.assign(search({ ...begun, lacks: 'names' }, typed), { note: MORE });
        }
        for (const [texts, lacks] of [[whole, 'words'], [pieces, 'names']]) {
          const knows = await having(needed(begun, routes, texts(begun, typed)));
          const found = search(isWhole() ? knows : { ...knows, lacks }, typed);
          if (!found.isUnsure) return found;
        }
        return search(await having([...parts.keys()]), typed);
      },
    };
  }

  async function open(url) {
    const base = new URL(url, document.baseURI).href;
    const index = await loaded(base);
    if (index.parts) return opened(index, base);
    if (index.bureaus) return window.JingwuHub.opened(index, base, open);
    const known = await prepared(index);
    return { isParted: false, search: async (typed) => search(known, typed) };
  }

  window.JingwuParts = { open, needed };
})();
