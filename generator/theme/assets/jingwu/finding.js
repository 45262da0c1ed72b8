/*
 * Find the entries that answer a query, best first. The query is read as evidence: a known name,
 * the address after the name, words around both. An answer is as strong as the evidence that
 * explains it; a name never matches inside a longer one, known or not. If nothing answers, near.js
 * suggests what may have been meant.
 *
 * search(known, typed) -> [{entry, match: {rank, needle, hint}, isGuess}], with
 * `note`, a sentence, if no community has the house or building.
 */
(function () {
  'use strict';

  const Text = window.JingwuText;
  const Around = window.JingwuAround;
  const Shelf = window.JingwuShelf;
  const { OWN, OTHER, STEM, TOPIC } = window.JingwuKnowing;
  const PARITY = { odd: '单号', even: '双号', all: '' };
  // These make the name before them part of a longer one: 官柳路北段 is 官柳路, 官柳路北路 and 官柳路东二巷 are not.
  const LONGER = /^[^号栋幢]{0,6}?(?:[路街巷弄道村组湾庄屯寨镇乡区苑城坊府郡里]|胡同|小区|花园|家园|公寓|大厦)(?:$|[0-9])/;
  const IS_STREET = /[路街巷弄道][0-9]*$/;
  // A name that already says estate may be followed by 小区; any other may not: 新东村小区 is not 新东村.
  const IS_ESTATE = /(?:小区|花园|家园|公寓|[苑城坊府郡庭])$/;
  const ESTATE = /^(?:这个|住宅|居民)?小区/;
  // A question after a place is not part of its name: 东头归哪个社区, 东头这里.
  const ASKED = /(?:[归属是在]于?(?:哪|什么|谁).*|[这那家]里)$/;
  const LANE = /[0-9]+(?:支?[弄巷]|胡同|支路)/;
  const IS_WHOLE = /(?:[路街巷弄道村]|小区|花园|家园|公寓|社区)$/;
  const COVERED = 3;
  const BESIDE = 3.5; // a place that is not a street, with a house number, which neither fits nor contradicts
  const INSIDE = 4;
  const BEGINS = 5;
  const WITHIN = 7;
  const TEXT = 9;

  /* ---------- what is shown of a match ---------- */

  function rangeText([name, from, to, parity]) {
    return name + (from === to ? from : from + '–' + to) + '号' + PARITY[parity];
  }

  function hintOf(ref) {
    const land = ref.street ? rangeText(ref.street)
      : ref.estate ? ref.estate[0] + (ref.estate[2] ? ' ' + ref.estate[2] : '')
        : '';
    const { item } = ref.entry;
    const isShown = [item.n, item.o, item.s].some((text) => text.includes(ref.name));
    const told = land || (isShown ? '' : ref.name);
    return [told, ref.note].filter(Boolean).join('，');
  }

  function matched(ref, rank, more) {
    return { ref, rank, needle: ref.stem || ref.name, ...more };
  }

  /* ---------- one name in what was typed ---------- */

  function hasNumber([, from, to, parity], number) {
    return from <= number && number <= to && (parity === 'all' || (number % 2 === 1) === (parity === 'odd'));
  }

  /** Match a street with the address after it: does the entry cover the house number? */
  function inStreet(ref, parts) {
    const number = Text.houseNumber(parts);
    if (number !== null) {
      return hasNumber(ref.street, number) ? matched(ref, COVERED) : { uncovered: number + '号', ref };
    }
    return matched(ref, ref.kind);
  }

  /** The building keys of the address: if a village's groups are on record, house numbers are ignored, otherwise groups are. */
  function keysIn(parts, siblings) {
    const hasGroups = siblings.some(({ estate }) => estate[1] && estate[1].some((key) => key.endsWith('组')));
    return Text.buildingKeys({ ...parts, ...(hasGroups ? { door: '', numbers: '' } : { group: '' }) });
  }

  function inEstate(ref, parts, siblings) {
    const keys = keysIn(parts, siblings);
    const key = keys.find((each) => siblings.some((other) => other.estate[1] && other.estate[1].includes(each)));
    if (!ref.estate[1]) return matched(ref, keys.length ? COVERED : ref.kind, { order: key ? 1 : 0 });
    if (!keys.length) return matched(ref, ref.kind);
    if (key) return ref.estate[1].includes(key) ? matched(ref, COVERED) : null;
    const [most] = keys;
    return { uncovered: /[期区组]$/.test(most) ? most : /^[a-z]?[0-9]+$/.test(most) ? most.toUpperCase() + '栋' : '这一栋', ref };
  }

  /** Match the ending after a stem: 居委会 after 官柳 belongs to 官柳社区, 村 to another entry. */
  function afterStem(rest, ending) {
    const kinds = {
      社区: /^(?:社区居民委员会|社区居委会|居民委员会|居民委|居委会|居委|居民|社区|居)/,
      村: /^(?:村村民委员会|村民委员会|村民委|村村委会|村委会|村委|村民(?!警)|村)/,
      警务区: /^警务区/,
      派出所: /^(?:派出所|所)/,
    };
    for (const kind of Object.keys(kinds)) {
      const found = kinds[kind].exec(rest);
      if (found) return { rest: rest.slice(found[0].length), isOther: kind !== ending && kind !== '派出所' };
    }
    return { rest, isOther: false };
  }

  /**
   * How strongly `ref`, named in the query from `start` to `end`, answers it: a
   * match, {uncovered} if it lacks the house, {isConflict} if other text in the
   * query contradicts it, or null.
   */
  function evidence(known, query, [start, end], ref, siblings) {
    const { entry } = ref;
    const before = query.slice(0, start);
    const after = query.slice(end);
    if (ref.kind === TOPIC) {
      const isAll = !Around.unexplainedAfter(before, known, null) && !Around.unexplainedAfter(after, known, null);
      const isNamed = ref.entry.item.n.includes(query.slice(start, end));
      return matched(ref, isAll ? TOPIC : TEXT, { hint: '', isAside: !isAll, order: isNamed ? -1 : 0 });
    }
    let { parts, rest } = ref.isOfficer ? { parts: {}, rest: after } : known.read(after.replace(/^-/, ''));
    const isHouse = parts.door || parts.lane || parts.numbers || parts.building;
    if (parts.alley && ref.isStem) return null;
    if (ref.isStem) {
      // 依云水岸10栋 is more likely an estate that gave 依云水岸社区 its name than a house on 依云水岸路.
      if (isHouse && ref.ending !== '村') {
        const isAlone = parts.building && !Around.unexplainedBefore(before, known, entry) && !Around.unexplainedAfter(rest, known, entry);
        return isAlone ? { isConflict: true, ref } : null;
      }
      const found = afterStem(rest, ref.ending);
      if (found.isOther) return { isConflict: true, ref };
      rest = found.rest;
    } else if (query[end - 1] === '村') rest = rest.replace(/^(?:民?委(?:员会?|会)?|民(?!警))/, '');
    else if (ref.estate && IS_ESTATE.test(query.slice(start, end))) rest = rest.replace(ESTATE, '');
    const left = Around.unexplainedBefore(before, known, entry);
    const right = Around.unexplainedAfter(rest, known, entry);
    if (left || right) {
      if (ref.isStem || (ref.isTown && right)) return null;
      if (isKnownElsewhere(known, left, right) || (!right && Around.endsAnArea(left))) {
        return { isConflict: true, ref };
      }
      const isLonger = LONGER.test(right.replace(ASKED, ''));
      if (left && !Around.endsClearly(left)) return null;
      // 滨湖花园西苑 may be a part of the estate; 官柳路北路 is another street.
      if (isLonger) return ref.estate ? { isConflict: true, ref } : null;
    }
    // A lane that is not on record may belong to any community, whatever street or village it is named after.
    if ((parts.lane || parts.alley) && ref.kind !== OWN) return { uncovered: LANE.exec(after)[0], isLane: true, ref };
    const found = ref.street ? inStreet(ref, parts)
      : ref.estate ? inEstate(ref, parts, siblings)
        : matched(ref, isHouse ? BESIDE : ref.kind);
    if (found && found.rank >= 0 && (left || right)) return { ...found, rank: INSIDE, isTheirs: found.rank === COVERED };
    return found;
  }

  /** Does the text that this entry does not explain contain the name of another? */
  function isKnownElsewhere(known, left, right) {
    const most = Math.max(known.longest, known.longestPlace);
    return [left, right].some((text) => {
      for (let from = 0; from < text.length; from += 1) {
        for (let to = from + 2; to <= Math.min(text.length, from + most); to += 1) {
          const piece = text.slice(from, to);
          if (known.placeKeys.has(piece)) return true;
          if (known.names.has(piece) && known.names.get(piece).some((ref) => !ref.isStem && ref.kind !== TOPIC)) return true;
        }
      }
      return false;
    });
  }

  /* ---------- all names in what was typed ---------- */

  const isDigit = (character) => character >= '0' && character <= '9';

  /** Does the span cut a number in two, like 东兴路（2） in 东兴路21号 or 2-1号? A closing bracket ends a number. */
  function cutsNumber(query, [start, end], isBracketed) {
    if (isDigit(query[start - 1]) && isDigit(query[start])) return true;
    const next = query.slice(end, end + 2);
    return isDigit(query[end - 1]) && (/^(?:[0-9号栋幢座#弄巷组室楼之期区层]|附(?!近))/.test(next) || (next[0] === '-' && !isBracketed));
  }

  /** Is a name inside a longer one, to which whole words lead, or to neither? */
  const isInside = (isReached, [start, end], [from, to]) => from <= start && end <= to && to - from > end - start
    && (isReached[from] || !isReached[start]);

  /** Every known name in the query, [start, end, refs]. One inside a longer name counts if whole words lead to it alone: 问下｜山后村. */
  function anchors(known, query, isBracketed) {
    const isReached = Around.reachedBefore(query, known);
    const spans = [];
    for (let start = 0; start < query.length; start += 1) {
      const most = Math.min(query.length, start + known.longest);
      for (let end = most; end > start; end -= 1) {
        const refs = known.names.get(query.slice(start, end));
        if (refs && !cutsNumber(query, [start, end], isBracketed)) spans.push([start, end, refs]);
      }
    }
    const isTopic = (span) => span[2].every((ref) => ref.kind === TOPIC);
    return spans.filter((span) => isTopic(span)
      || !spans.some((other) => !isTopic(other) && isInside(isReached, span, other)));
  }

  /** 范警官: a surname before a title, if an officer has that surname. */
  function titles(known, query) {
    return Around.TITLES.flatMap((title) => {
      const at = query.indexOf(title);
      const surname = query.slice(Math.max(0, at - 1), at);
      if (at < 1) return [];
      const refs = known.entries
        .filter((entry) => entry.officers.some((name) => name.startsWith(surname)))
        .map((entry) => ({
          entry, kind: OTHER, isOfficer: true, name: entry.officers.find((name) => name.startsWith(surname)),
        }));
      return [[at - 1, at + title.length, refs]];
    });
  }

  function collect(known) {
    const best = new Array(known.entries.length);
    const conflicts = [];
    const uncovered = [];
    const lanes = [];
    return {
      best,
      conflicts,
      uncovered,
      lanes,
      add(match, length = 0) {
        if (match.isConflict) conflicts.push(match.ref);
        else if (match.uncovered) (match.isLane ? lanes : uncovered).push(match);
        else {
          const { at } = match.ref.entry;
          const old = best[at];
          const better = !old || match.rank < old.rank || (match.rank === old.rank && length > (old.length || 0));
          if (better) best[at] = length ? { ...match, length } : match;
        }
      },
    };
  }

  function gather(known, query, spans, into) {
    spans.forEach(([start, end, refs]) => {
      const estates = refs.filter((ref) => ref.estate);
      const found = refs.map((ref) => evidence(known, query, [start, end], ref, estates)).filter(Boolean);
      // If one segment of a street covers the house, ignore that its other segments do not.
      const isSomeones = found.some((match) => match.isTheirs);
      found.filter((match) => !(isSomeones && match.uncovered)).forEach((match) => into.add(match, end - start));
    });
  }

  /** Take a partial name as a match, unless its entry has one as good: a short piece occurs in thousands of names. */
  function addPiece(into, ref, isFirst, isWhole, needle) {
    const rank = isWhole ? (ref.kind === OWN ? OWN : OTHER) : (isFirst ? BEGINS : WITHIN) + (ref.kind === OWN ? 0 : 1);
    const old = into.best[ref.entry.at];
    if (!old || rank < old.rank) into.best[ref.entry.at] = { ref, rank, needle };
  }

  /** binhulu18hao: a house number after a street's whole name in pinyin, or a building after an estate's. */
  function numbered(known, pinyin, into) {
    const [, name, number] = /^([a-z\d]*[a-z])0*(\d{1,6})(?:hao|dong|zhuang)?$/.exec(pinyin) || [];
    if (!name) return;
    Shelf.spelled(known, name, (ref, isFirst, isWhole) => {
      if (!isWhole) return;
      const isTheirs = ref.street ? hasNumber(ref.street, Number(number))
        : ref.estate && ref.estate[1] && ref.estate[1].includes(number);
      if (isTheirs) into.add(matched(ref, COVERED));
    });
  }

  /** If nothing else was found, search 我住在滨湖小 as 滨湖小: skip all words and places, then only the first. */
  function beyondWords(known, query, into) {
    const starts = [];
    const isStart = Around.reachedBefore(query, known);
    for (let at = 1; at < query.length - 1; at += 1) {
      if (isStart[at]) starts.push(at);
    }
    new Set([starts[starts.length - 1], starts[0]].filter(Boolean)).forEach((at) => {
      Shelf.within(known, query.slice(at), (ref, isFirst, isWhole) => {
        if (Around.unexplainedBefore(query.slice(0, at), known, ref.entry)) return;
        // 新路 in 华容 is not 高新路: who typed a name's end typed its beginning.
        if (isFirst || !IS_WHOLE.test(query)) addPiece(into, ref, isFirst, isWhole, query.slice(at));
      });
    });
  }

  /* ---------- the whole ---------- */

  /** What other answers put aside: a name within more than can be explained, a word for a page beside a place. */
  function isWeak({ rank, ref }) {
    return rank === INSIDE || (ref.kind === TOPIC && rank >= TOPIC);
  }

  /** Rank by rank: most have but a few ranks, and of one rank most are in order. */
  function sorted(into) {
    const all = into.best.filter(Boolean);
    const hasStrong = all.some((match) => !isWeak(match) && match.rank <= INSIDE);
    const left = hasStrong ? all.filter((match) => !isWeak(match)) : all;
    const ranks = [...new Set(left.map(({ rank }) => rank))].sort((a, b) => a - b);
    return ranks.flatMap((rank) => left.filter((match) => match.rank === rank)
      .sort((a, b) => (b.length || 0) - (a.length || 0) || (a.order || 0) - (b.order || 0) || a.ref.entry.at - b.ref.entry.at))
      .map((match) => ({ entry: match.ref.entry, match, isGuess: false }));
  }

  /** 滨湖路1–88号归滨湖社区；200号请问凤凰派出所: the stations, with a sentence. */
  function asking(known, uncovered) {
    const stations = [...new Set(uncovered.map(({ ref }) => known.stations[ref.entry.station]))];
    const land = [...new Set(uncovered.map(({ ref }) => (hintOf(ref) || ref.name) + '归' + ref.entry.item.n))];
    const found = stations.map((entry) => ({ entry, match: { rank: COVERED, needle: '', hint: '' }, isGuess: false }));
    found.note = land.slice(0, 4).join('，') + (land.length > 4 ? '等' : '') + '；' + uncovered[0].uncovered
      + '请问' + stations.map(({ item }) => item.n + '，电话 ' + item.p).join('；') + '。';
    return found;
  }

  function answers(known, query, isBracketed = false) {
    const into = collect(known);
    gather(known, query, [...anchors(known, query, isBracketed), ...titles(known, query)], into);
    const pinyin = window.JingwuSounds.pinyin(query);
    if (pinyin) {
      Shelf.spelled(known, pinyin, (ref, isFirst, isWhole, needle) => addPiece(into, ref, isFirst, isWhole, needle));
      numbered(known, pinyin, into);
      if (pinyin.length > 2) Shelf.topicsSpelled(known, pinyin, (ref) => into.add(matched(ref, TOPIC, { hint: '' })));
    }
    Shelf.within(known, query, (ref, isFirst, isWhole) => addPiece(into, ref, isFirst, isWhole, query));
    const [badge] = /[0-9]{6,}/.exec(query) || [query];
    new Set([query, badge]).forEach((piece) => Shelf.inTexts(known, piece, (entry, text, isFirst) => {
      into.add({ ref: { entry }, rank: isFirst ? BEGINS + 1 : TEXT, needle: piece, hint: text });
    }));
    const isBeyond = !into.uncovered.length && !into.best.some(Boolean);
    if (isBeyond) beyondWords(known, query, into);
    const best = sorted(into);
    const isBetter = best.length && (best[0].match.rank < BESIDE || !into.uncovered.length);
    const found = isBetter || !into.uncovered.length ? best : asking(known, into.uncovered);
    return Object.assign(found, { conflicts: into.conflicts, lanes: into.lanes, isBeyond });
  }

  /** Make a test: does a place of the entry begin with `word`, in characters or pinyin? Cached, as entries of a station share places. */
  function liesIn(known, word) {
    const begins = new Map();
    return ({ places }) => {
      if (!begins.has(places)) {
        begins.set(places, places.some((place) => place.startsWith(word) || window.JingwuSounds.isRead(known.sounds, place, word)));
      }
      return begins.get(places);
    };
  }

  /** 古楼派出所 glsq: the entry answers each word, or the word begins one of its places. */
  function together(known, words) {
    const each = words.map((word) => ({
      lies: liesIn(known, word), found: new Map(answers(known, word).map((one) => [one.entry, one])),
    }));
    const all = new Set(each.flatMap(({ found }) => [...found.keys()]));
    return [...all]
      .filter((entry) => each.every(({ found, lies }) => found.has(entry) || lies(entry)))
      .map((entry) => each.map(({ found }) => found.get(entry)).filter(Boolean)
        .reduce((one, other) => (other.match.rank < one.match.rank ? other : one)))
      .sort((a, b) => a.match.rank - b.match.rank || a.entry.at - b.entry.at);
  }

  /** 东渚派出所 for 科技城（东渚街道）派出所: stations whose name contains the typed part. */
  function stationsBegun(known, query) {
    const [, part] = /^(.{2,})派出所$/.exec(query) || [];
    if (!part) return [];
    return answers(known, part).filter(({ entry }) => known.stations.includes(entry))
      .map((one) => ({ ...one, isGuess: true }));
  }

  /** Of an index in parts, which `lacks` parts for a query after words, for words of the query, or for names like it. */
  const unsure = () => Object.assign([], { isUnsure: true });

  function found(known, typed) {
    const query = Around.withTitle(known.fold(typed));
    if (!query) return [];
    const exact = answers(known, query, /[)）]/.test(typed));
    if (known.lacks === 'rests' && exact.isBeyond) return unsure();
    const isNamed = exact.lanes.length || exact.some(({ match }) => match.rank < BEGINS);
    if (!isNamed && !known.read(query).rest && /[^0-9a-z#-]/.test(query)) return Object.assign(exact.map((one) => ({ ...one, isGuess: true })), { note: '只有门牌，请再写上路名、小区或村名。' });
    const places = exact.filter(({ match }) => !match.isAside);
    if (places.length) return Object.assign(places, { note: exact.note });
    const words = typed.split(/[\s,，、;；/]+/u).map(known.fold).filter(Boolean);
    if (known.lacks && known.lacks !== 'names' && (words.length > 1 || /派出所$/.test(query))) return unsure();
    const several = words.length > 1 ? together(known, words) : [];
    if (several.length) return several;
    const stations = stationsBegun(known, query);
    if (stations.length) return stations;
    if (!exact.length && !Around.unexplainedAfter(query, known, null)) return Object.assign([], { note: '请写上小区、路名或村名。' });
    // Any name may have been meant, also one that is not there yet.
    if (known.lacks) return unsure();
    const guesses = window.JingwuNear.guesses(known, query, exact.conflicts);
    if (guesses.length) return guesses;
    if (exact.lanes.length) return asking(known, exact.lanes);
    // In an address, a word for a page is there by chance; 第1 is not an address.
    return exact.map((one) => ({ ...one, isGuess: /(?<![第0-9])[0-9]/.test(query) }));
  }

  /** The place of a whole division code; a part of one would be in the codes of a hundred places. */
  function coded(known, typed) {
    const code = typed.normalize('NFKC').replace(/\s/g, '');
    const entry = known.codes.get(code);
    return entry && [{ entry, match: { rank: OWN, needle: '', hint: '区划代码 ' + code }, isGuess: false, isCoded: true }];
  }

  /** The answers, with hints for those that are shown. */
  function search(known, typed) {
    const all = coded(known, typed) || found(known, typed);
    all.slice(0, 20).forEach((one) => {
      if (one.match.hint === undefined) one.match.hint = hintOf(one.match.ref);
    });
    return all;
  }

  window.JingwuFinding = { search, answers, anchors, isInside, evidence, matched };
})();
