/*
 * Decide whether the text before or after a name is explained: by words that people put around
 * names, the places that contain the entry, the entry's other names, an officer's surname with a
 * title. Return the unexplained text.
 */
(function () {
  'use strict';

  const TITLES = ['警官', '民警', '片警', '警察', '警长', '同志', '辅警'];
  const OF_FAMILY = new RegExp('姓([^名氏])的?(?:' + TITLES.join('|') + ')|(?:社区)?(?:' + TITLES.join('|') + ')姓([^名氏啥什])', 'u');
  const AFTER_PLACE = ['街道办事处', '办事处', '办', '公安局', '分局', '辖区', '的'];
  const PROVINCE = /^[\u4e00-\u9fff]{2,3}省|^[\u4e00-\u9fff]{2,6}自治区/;
  // No name ends like this, and a name may follow: 我妈住滨湖小区.
  const CLEAR = /(?:住|在|找|问|是|去|到|管|负责|关于|搜|查|1下|同志|址)$/;
  // Text before a name that ends like an area: an unknown area there contradicts the entry.
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

  /** Mark where a word of the entry ends, or, without an entry, any known place. */
  function step(text, at, can, own, known) {
    for (const each of own) if (text.startsWith(each, at)) can[at + each.length] = true;
    if (own.length) return;
    for (let end = at + 2; end <= Math.min(text.length, at + known.longestPlace); end += 1) {
      if (known.placeKeys.has(text.slice(at, end))) can[end] = true;
    }
  }

  /** By index: whether whole words lead from the beginning of `text` to that index. */
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

  /** The text before a name if it is not fully explained; else ''. */
  function unexplainedBefore(text, known, entry) {
    if (!text) return '';
    if (reach(text, known, entry, true)[text.length]) return '';
    return text;
  }

  /** The unexplained rest of the text after a name. The beginning of a word at the very end is explained: it is still being typed. */
  function unexplainedAfter(text, known, entry) {
    if (!text) return '';
    const can = reach(text, known, entry, false);
    if (can[text.length]) return '';
    const furthest = can.lastIndexOf(true);
    for (let at = furthest; at > Math.max(-1, furthest - 8); at -= 1) {
      if (text.slice(at) === '村') break; // more likely another name than the beginning of 村委会
      if (can[at] && (known.after.get(text[at]) || []).some((each) => each.startsWith(text.slice(at)))) return '';
    }
    return text.slice(furthest);
  }

  /** By index: whether words and places of the query end there, read from its beginning. */
  const reachedBefore = (text, known) => reach(text, known, null, true);
  const endsClearly = (text) => CLEAR.test(text);
  const endsAnArea = (text) => AREA.test(text);

  window.JingwuAround = { TITLES, withTitle, phrases, reachedBefore, unexplainedBefore, unexplainedAfter, endsClearly, endsAnArea };
})();
