/*
 * Prepare the finder's index (generator/feeds/finder.py) for queries: entries as they are shown,
 * and every name with the entries that have it.
 *
 * Index: {rules grammar of addresses, before, after words around a name,
 *   city [names], towns [[district, town]], stations [{u id, n name, p phone, t town, a address, w earlier names}],
 *   areas [{u, n, k kind, s station, p phone, v 1 = vacant, o officers, b badges, c division codes, w other names,
 *           d {village: when the officer is there}, r [[street, from, to, parity]], e [[estate, [keys of buildings], buildings]], a address}],
 *   former [the same, h = successors], topics [[url, title, kind, phone, [words]]],
 *   keys {name: key, if more than its numerals differ}, sounds {syllable: characters}, first {the same, for surnames},
 *   alike {syllable: other characters}, traditional, radicals [typed, meant]}
 */
(function () {
  'use strict';

  const Text = window.JingwuText;
  // The relation of a name to its entry, strongest first. A stem is a name without its ending: 官柳.
  const OWN = 0;
  const OTHER = 1;
  const STEM = 2;
  const TOPIC = 3;
  const SUFFIX = {
    社区: /(?:社区)?(?:居民委员会|居委会|社区)$/,
    村: /(?:村民委员会|村村委会|村委会|村)$/,
    警务区: /警务区$/,
    派出所: /派出所$/,
  };
  const PLACE_KIND = /(?:省|市|区|县|街道|镇|乡|公安局|分局|派出所)$/;

  /** 官柳社区 is a 社区 with the stem 官柳; null for a name without such an ending. */
  function stemOf(key) {
    for (const kind of Object.keys(SUFFIX)) {
      const stem = key.replace(SUFFIX[kind], '');
      if (stem !== key) return stem.length > 1 ? { stem, ending: kind } : null;
    }
    return null;
  }

  function withStems(keys) {
    const stems = keys.map((key) => key.replace(PLACE_KIND, '')).filter((stem) => stem.length > 1);
    return [...new Set([...keys, ...stems])];
  }

  function vacancyText(officers) {
    return officers.length ? '空缺，有事请找' + officers.join('、') : '空缺，有事请打';
  }

  /** list.map(take), pausing after every hundred items. */
  function* mapped(list, take) {
    const found = [];
    for (const each of list) {
      if (found.push(take(each, found.length)) % 100 === 0) yield;
    }
    return found;
  }

  /** Prepare the index in many small steps: it takes a slow phone a second for a large city. */
  function* preparing(index) {
    const keyOf = (name) => index.keys[name] || Text.withDigits(name);
    const entries = [];
    const names = new Map();
    const codes = new Map();
    let longest = 0;
    const placesOf = index.stations.map((row) => withStems(
      [...index.city, ...index.towns[row.t], row.n].map(keyOf),
    ));

    function bear(key, ref) {
      longest = Math.max(longest, key.length);
      if (names.has(key)) names.get(key).push(ref);
      else names.set(key, [ref]);
    }

    function call(entry, kind, name, more) {
      const key = keyOf(name);
      if (!key) return;
      bear(key, { entry, kind, name, ...more });
    }

    function callWithStem(entry, kind, name, note) {
      call(entry, kind, name, { isFull: true, note });
      const found = stemOf(keyOf(name));
      entry.keys.push(keyOf(name));
      if (!found) return;
      entry.keys.push(found.stem);
      bear(found.stem, { entry, kind: STEM, name, isStem: true, note, ...found });
    }

    function enter(item, station, keys) {
      const entry = {
        item, station, keys, at: entries.length, officers: [], texts: [],
        places: station < 0 ? [] : placesOf[station],
      };
      entries.push(entry);
      return entry;
    }

    function enterArea(row, kind) {
      const station = index.stations[row.s || 0];
      const officers = row.o || [];
      const entry = enter({
        u: 'communities/' + row.u + '/', t: kind, n: row.n, p: row.p, s: station.n,
        o: row.v ? vacancyText(officers) : officers.join('、'),
      }, row.s || 0, []);
      callWithStem(entry, OWN, row.n);
      (row.w || []).forEach((name) => callWithStem(entry, OTHER, name, (row.d || {})[name]));
      officers.forEach((name) => {
        entry.officers.push(keyOf(name));
        call(entry, OTHER, name, { isOfficer: true });
      });
      entry.texts.push(...(row.b || []));
      if (row.a) entry.texts.push(row.a);
      (row.c || []).filter((code) => !codes.has(code)).forEach((code) => codes.set(code, entry));
      return entry;
    }

    function cover(entry, row, note) {
      (row.r || []).forEach((street) => call(entry, OTHER, street[0], { street, note }));
      (row.e || []).forEach((estate) => call(entry, OTHER, estate[0], {
        estate, note: note || (row.d || {})[estate[0]],
      }));
    }

    const areas = yield* mapped(index.areas, (row) => enterArea(row, row.k));
    yield* mapped(areas, (entry, at) => cover(entry, index.areas[at]));
    yield* mapped(index.former, (row) => {
      const entry = enterArea(row, '已撤销');
      const heirs = row.h ? row.h.map((at) => areas[at]) : [entry];
      const isKnown = ([name]) => (names.get(keyOf(name)) || []).some((ref) => ref.street || ref.estate);
      const land = { r: (row.r || []).filter((each) => !isKnown(each)), e: (row.e || []).filter((each) => !isKnown(each)) };
      heirs.forEach((heir) => cover(heir, land, '原' + row.n));
    });
    const stations = yield* mapped(index.stations, (row, at) => {
      const [, town] = index.towns[row.t];
      const entry = enter({
        u: 'stations/' + row.u + '/', t: '派出所', n: row.n, o: '', p: row.p, s: town,
      }, at, []);
      callWithStem(entry, OWN, row.n);
      (row.w || []).forEach((name) => callWithStem(entry, OTHER, name));
      call(entry, OTHER, town, { isTown: true });
      entry.texts.push(row.a);
      return entry;
    });
    index.topics.forEach(([url, title, kind, phone, words]) => {
      const entry = enter({ u: url, t: kind, n: title, o: '', p: phone, s: '' }, -1, []);
      words.forEach((word) => call(entry, TOPIC, word, {}));
    });

    const placeKeys = new Set(placesOf.flat());
    const folds = Text.table(index.radicals);
    const traditional = Text.table(index.traditional);
    const known = {
      entries,
      stations,
      names,
      codes,
      longest,
      placeKeys,
      longestPlace: [...placeKeys].reduce((most, key) => Math.max(most, key.length), 0),
      before: window.JingwuAround.phrases(index.before),
      after: window.JingwuAround.phrases([...index.before, ...index.after]),
      read: Text.addressReader(index.rules),
      // A key has 3 for 三; pinyin needs the name.
      spoken: (name) => (/[零一二三四五六七八九十百千]/.test(name) ? name : index.keys[name] || name),
      fold: (text) => Text.folded(text, folds),
      simplified: (text) => Text.replaced(text, traditional),
      sounds: window.JingwuSounds.tables(index),
    };
    known.shelves = yield* window.JingwuShelf.shelves(known);
    yield;
    known.near = window.JingwuNear.tables(known);
    return known;
  }

  function prepare(index) {
    const steps = preparing(index);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value;
  }

  window.JingwuKnowing = { mapped, preparing, prepare, OWN, STEM, OTHER, TOPIC };
})();
