/*
 * Suggest what may have been meant if nothing answers exactly: traditional characters, another
 * character of the same sound, a wrong or missing character, or two swapped neighbours. Numbers are
 * never guessed, and a typed name is never answered with a shorter one.
 */
(function () {
  'use strict';

  const Around = window.JingwuAround;
  const { TOPIC } = window.JingwuKnowing;
  const MOST = 20;
  const [SOUNDS_SAME, SOUNDS_NEAR, SWAPPED, MISSING, WRONG] = [0, 1, 2, 3, 4];

  const isDigit = (character) => character >= '0' && character <= '9';

  /** The code of a character with several readings. Other characters have one code for each blurred sound. */
  const MANY = 65535;

  function ears(known) {
    const heard = new Uint16Array(65536);
    const numbers = new Map();
    known.sounds.heard.forEach((syllables, character) => {
      const blurred = [...new Set(syllables.map(window.JingwuSounds.blurred))];
      if (!numbers.has(blurred[0])) numbers.set(blurred[0], numbers.size + 1);
      if (character.length === 1) heard[character.charCodeAt(0)] = blurred.length > 1 ? MANY : numbers.get(blurred[0]);
    });
    return heard;
  }

  /** By length: the names of that length, and their characters in one array, for fast scanning. */
  function tables(known) {
    const lengths = new Map();
    known.names.forEach((refs, key) => {
      if (refs.every((ref) => ref.kind === TOPIC)) return;
      if (!lengths.has(key.length)) lengths.set(key.length, { names: [] });
      lengths.get(key.length).names.push(key);
    });
    lengths.forEach((table) => {
      const all = table.names.join('');
      table.codes = new Uint16Array(all.length);
      for (let at = 0; at < all.length; at += 1) table.codes[at] = all.charCodeAt(at);
    });
    return { lengths, heard: ears(known) };
  }

  /** The kind of typo that turns `name` into `typed`, of the same length; null for more than one typo. */
  function exchanged(known, typed, name) {
    const wrong = [...name].map((_, at) => at).filter((at) => typed[at] !== name[at]);
    if (wrong.some((at) => isDigit(typed[at]) || isDigit(name[at]))) return null;
    const worst = Math.max(...wrong.map((at) => window.JingwuSounds.difference(known.sounds, typed[at], name[at])));
    if (worst === 0) return SOUNDS_SAME;
    const [first, second] = wrong;
    const isSwap = wrong.length === 2 && second === first + 1
      && typed[first] === name[second] && typed[second] === name[first];
    if (isSwap && name.length > 2) return SWAPPED;
    if (worst === 1) return wrong.length < 3 ? SOUNDS_NEAR : null;
    return wrong.length === 1 && name.length > 2 ? WRONG : null;
  }

  /** Names of the typed length, one character or a swapped pair apart; characters that sound alike do not count. */
  function alike(known, typed) {
    const { lengths, heard } = known.near;
    const { names, codes } = lengths.get(typed.length) || { names: [] };
    const wanted = [...typed].map((_, at) => typed.charCodeAt(at));
    const sounds = wanted.map((code) => heard[code]);
    const size = typed.length;
    return names.filter((_, number) => {
      const start = number * size;
      let wrong = 0;
      for (let at = 0; at < size; at += 1) {
        const code = codes[start + at];
        if (code === wanted[at]) continue;
        const sound = heard[code];
        const sameSound = sound && sounds[at] && (sound === sounds[at] || sound === MANY || sounds[at] === MANY);
        if (sameSound) continue;
        wrong += 1;
        if (wrong > 1 && !(wrong === 2 && code === wanted[at - 1] && codes[start + at - 1] === wanted[at])) return false;
      }
      return true;
    });
  }

  /** Names that have one character more than `typed`, not a digit. */
  function longer(known, typed) {
    const { names, codes } = known.near.lengths.get(typed.length + 1) || { names: [] };
    const wanted = [...typed].map((_, at) => typed.charCodeAt(at));
    const size = typed.length + 1;
    return names.filter((name, number) => {
      const start = number * size;
      let at = 0;
      while (at < typed.length && codes[start + at] === wanted[at]) at += 1;
      const gap = at;
      while (at < typed.length && codes[start + at + 1] === wanted[at]) at += 1;
      return at === typed.length && !isDigit(name[gap]);
    });
  }

  /** [[typo, name]]: names that may have been meant by `typed`. */
  function nearNames(known, typed) {
    const found = alike(known, typed).map((name) => [exchanged(known, typed, name), name])
      .filter(([slip]) => slip !== null);
    // 官柳路2巷 is recorded as 官柳2巷.
    const alley = typed.replace(/[路街](?=[0-9]+(?:巷|弄|胡同)$)/, '');
    if (alley !== typed && known.names.has(alley)) found.push([SOUNDS_NEAR, alley]);
    return [...found, ...longer(known, typed).map((name) => [MISSING, name])];
  }

  /** Possible [start, end] of a name: from 0 or after all explained words, to the end or before the longest explained rest. */
  function spans(known, query) {
    const isStart = Around.reachedBefore(query, known);
    const isEnd = (end) => {
      if (isDigit(query[end]) && isDigit(query[end - 1])) return false;
      const { parts, rest } = known.read(query, end);
      return !parts.alley && !Around.unexplainedAfter(rest, known, null);
    };
    const found = [];
    let last = 0;
    for (let start = 1; start < query.length - 1; start += 1) if (isStart[start]) last = start;
    for (const start of new Set([last, 0])) {
      let end = start + 2;
      while (end < query.length && !isEnd(end)) end += 1;
      for (const each of new Set([end, query.length])) if (each - start > 1) found.push([start, each]);
    }
    return found;
  }

  /** [{entry, match, isGuess}], the most likely first. */
  function guesses(known, typed, conflicts) {
    const { answers, evidence, matched } = window.JingwuFinding;
    const guessed = (found) => found.map((one) => ({ ...one, isGuess: true }));
    const query = known.simplified(typed);
    if (query !== typed) {
      const exact = answers(known, query).filter(({ match }) => !match.isAside);
      if (exact.length) return Object.assign(guessed(exact), { note: exact.note });
    }
    const best = new Map();
    const add = (slip, match) => {
      if (!match || !match.ref || match.isConflict || match.uncovered) return;
      const old = best.get(match.ref.entry);
      const score = slip * 10 + match.rank;
      if (!old || score < old.score) best.set(match.ref.entry, { match, score });
    };
    conflicts.forEach((ref) => add(SOUNDS_SAME, matched(ref, ref.kind)));
    spans(known, query).forEach(([start, end]) => nearNames(known, query.slice(start, end)).forEach(([slip, name]) => {
      const refs = known.names.get(name);
      const estates = refs.filter((ref) => ref.estate);
      refs.forEach((ref) => {
        if (ref.kind !== TOPIC) add(slip, evidence(known, query, [start, end], ref, estates));
      });
    }));
    return guessed([...best.entries()]
      .sort((a, b) => a[1].score - b[1].score || a[0].at - b[0].at)
      .slice(0, MOST)
      .map(([entry, { match }]) => ({ entry, match })));
  }

  window.JingwuNear = { guesses, tables };
})();
