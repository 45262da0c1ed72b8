/*
 * Compute the same keys as generator/text/ (comparing.py, numerals.py, addresses.py); both must
 * pass the examples in tests/vectors/. `radicals` is the index's [radicals, their replacements],
 * `rules` its grammar of addresses.
 */
(function () {
  'use strict';

  const BLANK = /[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\u{e0000}-\u{e0fff}]/gu;
  const SPACE = /[\p{Z}\t\n\v\f\r\x85]/gu;
  const UNSEEN = /[\p{Cc}\p{Cf}]/gu;
  const DOT = /[•‧∙⋅・･●▪⸱]/gu;
  const DASH = /[‐‑‒–—―−﹣─~〜∼]/gu;
  const LETTER = /[\p{L}\p{N}\p{M}#]/u;
  const PLAIN = /^[\u3400-\u9fffa-z0-9]*$/;

  const DIGITS = '〇一二三四五六七八九';
  const NUMERALS = '零〇一二三四五六七八九十百千廿卅卌';
  const NUMBER = new RegExp('(?=[' + NUMERALS + '])(?:([一二三四五六七八九]?)(千))?'
    + '(?:零*([一二三四五六七八九]?)(百))?(?:零*([一二三四五六七八九]?)(十)|([廿卅卌]))?(零*)([一二三四五六七八九]?)', 'g');
  const FORMAL = '壹贰貳叁參肆伍陆陸柒捌玖拾佰仟';
  const FORMAL_PLAIN = '一二二三三四五六六七八九十百千';
  const FORMAL_RUN = new RegExp('([' + FORMAL + '零]+)([号栋幢座楼层室期#]|单元)?', 'g');

  const HAS_FORMAL = new RegExp('[' + FORMAL + ']');
  const HAS_NUMERAL = new RegExp('[' + NUMERALS + FORMAL + ']');

  /* ---------- numerals ---------- */

  function inPlainNumerals(run, numerals, unit) {
    if (!unit && !(numerals.length > 1 && /[拾佰仟]/.test(numerals))) return run;
    return [...run].map((each) => FORMAL_PLAIN[FORMAL.indexOf(each)] || each).join('');
  }

  function inDigits(...parts) {
    const [, thousands, hasThousands, hundreds, hasHundreds, tens, hasTen, twenty, zeros, ones] = parts
      .slice(0, 10).map((part) => part || '');
    const digit = (numeral) => DIGITS.indexOf(numeral);
    if (!(hasThousands || hasHundreds || hasTen || twenty)) {
      return '0'.repeat(zeros.length) + (ones ? digit(ones) : '');
    }
    let total = hasThousands ? 1000 * digit(thousands || '一') : 0;
    if (hasHundreds) total += 100 * digit(hundreds || '一');
    if (hasTen) total += 10 * digit(tens || '一');
    if (twenty) total += 20 + 10 * '廿卅卌'.indexOf(twenty);
    // 一百八 is short for 一百八十, 一百零八 is not.
    const isShort = !(hasTen || twenty || zeros);
    const last = isShort ? (hasHundreds ? 10 : 100) : 1;
    return String(total + last * (ones ? digit(ones) : 0));
  }

  function withDigits(text) {
    if (!HAS_NUMERAL.test(text)) return text;
    const plain = HAS_FORMAL.test(text) ? text.replace(/〇/g, '零').replace(FORMAL_RUN, inPlainNumerals) : text.replace(/〇/g, '零');
    return plain.replace(/两(?=[百千])/g, '二').replace(NUMBER, inDigits);
  }

  /* ---------- names ---------- */

  /** [typed characters, their replacements] -> Map. */
  function table([from, to]) {
    const stand = [...to];
    return new Map([...from].map((each, at) => [each, stand[at]]));
  }

  function replaced(text, characters) {
    let found = '';
    for (const each of text) found += characters.get(each) || each;
    return found;
  }

  function seen(text, space) {
    return text.replace(BLANK, '').replace(SPACE, space).replace(UNSEEN, '');
  }

  function written(text, space, radicals) {
    const lower = replaced(seen(text, ' '), radicals).normalize('NFKC').toLowerCase();
    return seen(lower.normalize('NFKC'), space).replace(DOT, '·').replace(DASH, '-');
  }

  function areTwoNumbers(before, after) {
    const first = /[0-9]/.test(before);
    const second = /[0-9]/.test(after);
    return (first && (second || NUMERALS.includes(after))) || (second && NUMERALS.includes(before));
  }

  function comparable(text, radicals) {
    return withDigits(written(text, '', radicals)).normalize('NFKC');
  }

  /** Letters, numbers and #, with a hyphen between two separated numbers. */
  function folded(text, radicals) {
    if (PLAIN.test(text)) return withDigits(text);
    let kept = '';
    let last = '';
    let isParted = false;
    for (const each of written(text, ' ', radicals)) {
      if (!LETTER.test(each)) {
        isParted = true;
        continue;
      }
      if (isParted && last && areTwoNumbers(last, each)) kept += '-';
      kept += each;
      last = each;
      isParted = false;
    }
    return withDigits(kept).normalize('NFKC');
  }

  /* ---------- where a text stands in what is shown ---------- */

  function bare(text) {
    return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}\p{M}]/gu, '');
  }

  /** The range of `query` in `text` (as shown), ignoring punctuation: [start, end], or null. */
  function locate(text, query) {
    const starts = [];
    let known = '';
    let at = 0;
    for (const char of text) {
      const piece = bare(char);
      for (let i = 0; i < piece.length; i += 1) starts.push([at, at + char.length]);
      known += piece;
      at += char.length;
    }
    const wanted = bare(query);
    const found = wanted ? known.indexOf(wanted) : -1;
    return found < 0 ? null : [starts[found][0], starts[found + wanted.length - 1][1]];
  }

  /** The same in a phone number: at its start, or after the area code. */
  function locateInPhone(phone, query) {
    const whole = locate(phone, query);
    if (!whole || whole[0] === 0) return whole;
    const local = phone.indexOf('-') + 1;
    const found = locate(phone.slice(local), query);
    return found && found.map((each) => each + local);
  }

  /* ---------- addresses ---------- */

  /** Compile the grammar to (text, from) => {parts, rest}: the address that begins at `from`, and the text after it. */
  function addressReader(rules) {
    const patterns = rules.map(([name, pattern]) => [name, new RegExp(pattern, 'y')]);
    return (text, from = 0) => {
      const parts = {};
      let at = from;
      for (let isGoing = true; isGoing && at < text.length;) {
        isGoing = patterns.some(([name, pattern]) => {
          pattern.lastIndex = at;
          const match = pattern.exec(text);
          if (!match) return false;
          if (!(name in parts)) parts[name] = match[1];
          at = pattern.lastIndex;
          return true;
        });
      }
      return { parts, rest: text.slice(at) };
    };
  }

  /** 18 of 18-1号 and of 18号5栋; null for a lane, whose number is not a house number. */
  function houseNumber(parts) {
    if (parts.lane || parts.alley) return null;
    const digits = /^[0-9]{1,6}(?![0-9])/.exec(parts.door || (parts.building ? '' : parts.numbers || ''));
    return digits ? Number(digits[0]) : null;
  }

  /** The keys under which a building may be on record, closest first. */
  function buildingKeys({ building, door, numbers, group, zone: side, phase: stage }) {
    const number = building || door || numbers;
    const first = number ? number.replace(/^([^0-9]*)-?0*([0-9]+).*/, '$1$2') : '';
    const zone = side && /^[0-9]+$/.test(side) ? side + '区' : side || '';
    const phase = stage ? stage + '期' : '';
    // A recorded 5栋 is not 5栋 of the third phase.
    return [...new Set([...(first ? [phase + zone + first, zone && zone + first] : []), phase + zone, phase, zone,
      group && group + '组'])].filter(Boolean);
  }

  window.JingwuText = {
    comparable, folded, withDigits, table, replaced, locate, locateInPhone, addressReader, houseNumber, buildingKeys,
  };
})();
