/*
 * Promise: whether what stands before or after a name is explained: words that
 * people put around it, the places the entry lies in, its own other names, an
 * officer's surname with a title. What is not explained is answered with.
 */
(function () {
  'use strict';

  const TITLES = ['警官', '民警', '片警', '警察', '警长', '同志', '辅警'];
  const OF_FAMILY = new RegExp('姓([^名氏])的?(?:' + TITLES.join('|') + ')|(?:社区)?(?:' + TITLES.join('|') + ')姓([^名氏啥什])', 'u');
  const AFTER_PLACE = ['街道办事处', '办事处', '办', '公安局', '分局', '辖区', '的'];
  const PROVINCE = /^[\u4e00-\u9fff]{2,3}省|^[\u4e00-\u9fff]{2,6}自治区/;
  // Nobody's name ends so, and a name may follow: 我妈住滨湖小区.
  const CLEAR = /(?:住|在|找|问|是|去|到|管|负责|关于|搜|查|1下|同志|址)$/;
  // Where the name of an area ends, another may begin; whose it is does not fit.
  const AREA = /(?:[省市区县镇乡]|街道|社区|派出所)$/;

  /** First character -> phrases, the longest first. */
  function phrases(list) {
    const found = new Map();
    for (const each of list) {
      if (!found.has(each[0])) found.set(each[0], []);
      found.get(each[0]).push(each);
    }
    return found;
  }

  /** 姓范的民警 and 民警姓范 as 范警官; 民警姓名 and 民警姓什么 name nobody. */
  const withTitle = (text) => text.replace(OF_FAMILY, (_, before, after) => (before || after) + TITLES[0]);

  /** The officers of an entry as they are called: 范警官, 范宏林. */
  function called(entry) {
    if (!entry.called) {
      const titled = entry.officers.flatMap((name) => TITLES.map((title) => name[0] + title));
      entry.called = [...titled, ...entry.officers];
    }
    return entry.called;
  }

  function tokens(entry) {
    return [...entry.keys, ...entry.places, ...called(entry)];
  }

  /** Marks where a word of the entry ends, or, without an entry, any known place. */
  function step(text, at, can, own, known) {
    for (const each of own) if (text.startsWith(each, at)) can[at + each.length] = true;
    if (own.length) return;
    for (let end = at + 2; end <= Math.min(text.length, at + known.longestPlace); end += 1) {
      if (known.placeKeys.has(text.slice(at, end))) can[end] = true;
    }
  }

  /** Places in `text` that can be reached from its beginning by whole words: [true, …]. */
  function reach(text, known, entry, isLeft) {
    const words = isLeft ? known.before : known.after;
    const own = entry ? tokens(entry) : [];
    const can = new Array(text.length + 1).fill(false);
    can[0] = true;
    const province = PROVINCE.exec(text);
    if (isLeft && province) can[province[0].length] = true;
    for (let at = 0; at < text.length; at += 1) {
      if (!can[at]) continue;
      for (const each of words.get(text[at]) || []) if (text.startsWith(each, at)) can[at + each.length] = true;
      step(text, at, can, own, known);
      if (isLeft && at) {
        for (const each of AFTER_PLACE) if (text.startsWith(each, at)) can[at + each.length] = true;
      }
    }
    return can;
  }

  /** What stands before a name and is not explained: '' where all of it is. */
  function unexplainedBefore(text, known, entry) {
    if (!text) return '';
    if (reach(text, known, entry, true)[text.length]) return '';
    return text;
  }

  /** The same after it; the beginning of a word at the very end is one that is still being typed. */
  function unexplainedAfter(text, known, entry) {
    if (!text) return '';
    const can = reach(text, known, entry, false);
    if (can[text.length]) return '';
    const furthest = can.lastIndexOf(true);
    for (let at = furthest; at > Math.max(-1, furthest - 8); at -= 1) {
      if (text.slice(at) === '村') break; // sooner another name than the beginning of 村委会
      if (can[at] && (known.after.get(text[at]) || []).some((each) => each.startsWith(text.slice(at)))) return '';
    }
    return text.slice(furthest);
  }

  /** Where, from the beginning of what was typed, words and places end: [true, …]. */
  const reachedBefore = (text, known) => reach(text, known, null, true);
  const endsClearly = (text) => CLEAR.test(text);
  const endsAnArea = (text) => AREA.test(text);

  window.JingwuAround = { TITLES, withTitle, phrases, reachedBefore, unexplainedBefore, unexplainedAfter, endsClearly, endsAnArea };
})();
