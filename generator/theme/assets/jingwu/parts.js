/*
 * Open the finder's index (generator/feeds/finder_parts.py), and answer questions from it: open(url)
 * -> {search(typed) -> a promise of what finding.js finds}. The index of a large city is a head with
 * parts; a question loads those that may have a name in it, or a name that contains it. A name inside
 * another one is no answer if the other is there, so parts of the longest are loaded first. What
 * nothing answers, pinyin and numbers may mean any name: they load all. Answers are the same as
 * from the whole index.
 *
 * Head: the index without communities, and parts [{u path, id, n codes of [two neighbours, names of
 *   two, of more, those of one], w parts that belong to it}], surnames of officers, rest path.
 * Part: {id, at numbers of areas, areas, formerAt, former, keys}. Rest: {sounds, first, alike, traditional}.
 */
(function () {
  'use strict';

  const Around = window.JingwuAround;
  const { anchors, isInside, search } = window.JingwuFinding;
  const SLICE = 20; // ms
  const FACTOR = 40503;
  const CODES = [0x7fff, 0x7fff, 0xffff]; // the greatest code of two neighbours, of a name of two, of a longer one
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

  /** Has the set the code of this piece of a text? */
  function has(set, text, from, to, begun = 0) {
    let sum = begun;
    for (let at = from; at < to; at += 1) sum = (sum * FACTOR + text.charCodeAt(at)) & (set.length - 1);
    return set[sum];
  }

  /** Codes as a set: by code, 1 if it is there. */
  function unpacked(text, kind) {
    const found = new Uint8Array(CODES[kind] + 1);
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

  function hasAllPairs([pairs], text) {
    for (let at = 0; at + 1 < text.length; at += 1) if (!has(pairs, text, at, at + 2)) return false;
    return true;
  }

  /** [[start, end]]: each span of the text that may be a name of this part. */
  function spansIn([pairs, short, names, single], text) {
    const found = [];
    for (let start = 0; start < text.length; start += 1) {
      if (single.includes(text[start])) found.push([start, start + 1]);
      for (let end = start + 2; end <= text.length && has(pairs, text, end - 2, end); end += 1) {
        if (end === start + 2 ? has(short, text, start, end, 1) : has(names, text, start, end)) found.push([start, end]);
      }
    }
    return found;
  }

  const whole = (known, typed) => [Around.withTitle(known.fold(typed))].filter(Boolean);
  /** What finding.js looks up if nothing answers the whole: its words, the beginning of a station's name. */
  const pieces = (known, typed) => [...typed.split(/[\s,，、;；/]+/u), ...typed.split(/派出所/u)].map(known.fold).filter(Boolean);

  /** The ends of a query that begin after words which people put before a name. */
  function rests(known, query) {
    const isStart = Around.reachedBefore(query, known);
    return Object.keys(query).map(Number).filter((at) => at && at < query.length - 1 && isStart[at]).map((at) => query.slice(at));
  }

  /** Numbers, pinyin and a surname with a title are of any part. */
  function isForAll(query, families) {
    return /^[0-9#-]+$|[0-9]{6}/.test(query) || window.JingwuSounds.pinyin(query)
      || Around.TITLES.some((title) => query.indexOf(title) > 0 && families.includes(query[query.indexOf(title) - 1]));
  }

  const isOnly = (quality) => ([, , refs]) => refs.every(quality);
  const isTown = isOnly((ref) => ref.isTown);
  const isTopic = isOnly((ref) => ref.kind === window.JingwuKnowing.TOPIC);

  /** Is each span inside one of these names, the last or a town before it? Then no name in a span is an answer. */
  function isSettled(isReached, names, spans) {
    const [last] = names.slice(-1);
    return names.slice(0, -1).every((name) => isTown(name) && name[1] <= last[0])
      && spans.every((span) => names.some((name) => isInside(isReached, span, name)));
  }

  /**
   * Those of the parts, none of which is there, that may have a name in the text: first of names that
   * are not inside another, then of all, unless a name that is there settles it.
   */
  function naming(known, parts, [text, isBracketed], isFirst) {
    const isReached = Around.reachedBefore(text, known);
    const names = anchors(known, text, isBracketed).filter((name) => !isTopic(name));
    const own = parts.map(({ codes }) => spansIn(codes, text));
    const every = own.flat();
    if (isSettled(isReached, names, every)) return [];
    const isOuter = (span) => ![...names, ...every].some((other) => isInside(isReached, span, other));
    return parts.filter((_, at) => (isFirst ? own[at].some(isOuter) : own[at].length));
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
    const parts = head.parts.map((part, number) => ({ ...part, number, codes: [...part.n.slice(0, 3).map(unpacked), part.n[3]] }));
    const nothing = { sounds: {}, first: {}, alike: {}, traditional: ['', ''] };
    const there = new Map();
    const at = (path) => new URL(path, base).href;
    let known = prepared({ ...joined(head, []), ...nothing });

    async function load({ u, id, number }) {
      const part = await loaded(at(u));
      if (part.id !== id) throw new Error('the site has changed');
      there.set(number, part);
    }

    const left = () => parts.filter(({ number }) => !there.has(number));

    async function extended(before, wanted) {
      const knows = await before;
      const numbers = new Set(wanted.flatMap(({ number, w }) => [number, ...w]));
      const missing = left().filter(({ number }) => numbers.has(number));
      if (!missing.length) return knows;
      const [rest] = await Promise.all([missing.length === left().length ? loaded(at(head.rest)) : nothing, ...missing.map(load)]);
      return prepared({ ...joined(head, [...there.values()]), ...rest });
    }

    /** One after the other; after a failure as before. */
    function having(wanted) {
      const before = known;
      const attempt = extended(before, wanted);
      known = attempt.catch(() => before);
      return attempt;
    }

    /** Load what the texts need: parts with a name that contains one of `within`, and with names in them. */
    async function covering(texts, within) {
      const containing = left().filter(({ codes }) => within.some((text) => hasAllPairs(codes, text)));
      for (const isFirst of [true, false]) {
        const knows = await known;
        await having([...containing, ...texts.flatMap((text) => naming(knows, left(), text, isFirst))]);
      }
    }

    return {
      isParted: true,
      async search(typed) {
        const begun = await known;
        const isBracketed = /[)）]/.test(typed);
        if (left().length && begun.fold(typed).length === 1) {
          return Object.assign(search({ ...begun, lacks: 'names' }, typed), { note: MORE });
        }
        for (const [texts, lacks] of [[whole, 'rests'], [whole, 'words'], [pieces, 'names']]) {
          const queries = texts(begun, typed);
          if (queries.some((query) => isForAll(query, head.surnames))) break;
          const ends = lacks === 'rests' ? [] : queries.flatMap((query) => rests(begun, query));
          await covering(
            queries.map((query) => [query, texts === whole && isBracketed]),
            [...queries, ...queries.map((query) => query.replace(/[-#]/g, '')), ...ends],
          );
          const found = search({ ...await known, ...(left().length && { lacks }) }, typed);
          if (!found.isUnsure) return found;
        }
        return search(await having(parts), typed);
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

  window.JingwuParts = { open };
})();
