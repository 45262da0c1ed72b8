/*
 * Show what is true at this minute, in China time whatever the device's time zone. The page is
 * complete without it; a value that cannot be parsed is left alone.
 *
 *   data-hours="1-5 09:00-17:30;6 18:00-02:00"   opening hours, ISO weekdays; up to 24:00, or into the next day
 *   data-onsite="1,3,5 09:00-17:00"              the officer's days in the community
 *   data-exceptions="2026-12-01 closed;2026-12-02 10:00-12:00"   the hours of single days, instead of the weekly ones
 *   data-holidays="2027-01-01;2027-01-02"        for both: days on which no timetable applies; without an exception
 *                                                it is unknown whether a post is open
 *   data-workdays="2026-10-10"                   the same for weekend days on which people work
 *   data-valid-until="2026-12-08"                the last day on which the page may describe today; after it each of
 *                                                these says that it may be out of date, and [data-stale] is shown
 *   data-closed                                  not open at all: show nothing
 *   data-date="2026-12-08"                       marked 今天 on that day
 *   data-ends="2026-12-08 16:00"                 a coming meeting: marked 会期已过 from then on;
 *   data-coming="5"                              in such a box, which shows so many meetings at once, it is then hidden
 *                                                or moved to the box's list [data-over], newest first;
 *                                                [data-none] is shown once no meeting is to come
 */
(function () {
  'use strict';

  const MINUTE = 60000;
  const DAY = 24 * 60 * MINUTE;
  const CHINA = 8 * 60 * MINUTE;
  const MIDNIGHT = 24 * 60; // minutes; later is the next day
  const STALE = { text: '信息可能已过时，请先打电话', tone: 'warn' };
  const WEEKDAYS = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日'];
  const LOOK_AHEAD = 60; // days
  const A_WEEK = 7; // days; what stays open that long is open around the clock

  /** The wall clock in China: {date: 'YYYY-MM-DD', year, month, day, weekday 1–7, minute of the day}. */
  function chinaClock(instant) {
    const shifted = new Date(instant.getTime() + CHINA);
    return {
      date: shifted.toISOString().slice(0, 10),
      year: shifted.getUTCFullYear(),
      month: shifted.getUTCMonth() + 1,
      day: shifted.getUTCDate(),
      weekday: shifted.getUTCDay() || 7,
      minute: shifted.getUTCHours() * 60 + shifted.getUTCMinutes(),
    };
  }

  /** '09:00-17:30' -> {opens, closes} in minutes of the day; null when it is not a range. */
  function parseRange(text) {
    const m = /^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$/.exec(text);
    if (!m) return null;
    const range = { opens: m[1] * 60 + +m[2], closes: m[3] * 60 + +m[4] };
    if (range.opens >= MIDNIGHT || range.closes > MIDNIGHT || range.opens === range.closes) return null;
    if (range.closes < range.opens) range.closes += MIDNIGHT;
    return range;
  }

  /** '1-3,5' -> [1, 2, 3, 5]; null when a part is not a weekday. */
  function parseDays(text) {
    const days = [];
    for (const part of text.split(',')) {
      const m = /^([1-7])(?:-([1-7]))?$/.exec(part);
      if (!m) return null;
      for (let day = +m[1]; day <= +(m[2] || m[1]); day += 1) days.push(day);
    }
    return days;
  }

  /** Weekly hours -> [{days, opens, closes}], or null when any part cannot be read. */
  function parseHours(text) {
    const hours = [];
    for (const part of split(text)) {
      const [dayText, rangeText] = part.split(/\s+/);
      const days = parseDays(dayText);
      const range = parseRange(rangeText || '');
      if (!days || !range) return null;
      hours.push(Object.assign({ days }, range));
    }
    return hours.length ? hours : null;
  }

  /** Exceptions -> Map of date to its ranges; an empty list means closed. */
  function parseExceptions(text) {
    const exceptions = new Map();
    for (const part of split(text)) {
      const [date, what] = part.split(/\s+/);
      const range = parseRange(what || '');
      if (!range && what !== 'closed') return null;
      const ranges = exceptions.get(date) || [];
      if (range) ranges.push(range);
      exceptions.set(date, ranges);
    }
    return exceptions;
  }

  function split(text) {
    return (text || '').split(';').map((part) => part.trim()).filter(Boolean);
  }

  function rangesOn(clock, hours, exceptions) {
    const ranges = exceptions.has(clock.date)
      ? exceptions.get(clock.date)
      : hours.filter((entry) => entry.days.includes(clock.weekday));
    return ranges.slice().sort((a, b) => a.opens - b.opens);
  }

  /** Ranges that began yesterday and continue today, in minutes of today. */
  function rangesFromYesterday(instant, hours, exceptions) {
    return rangesOn(chinaClock(new Date(instant.getTime() - DAY)), hours, exceptions)
      .filter((each) => each.closes > MIDNIGHT)
      .map((each) => ({ opens: 0, closes: each.closes - MIDNIGHT }));
  }

  /** The minute, counted from today's midnight, until which it stays open; adjacent ranges are joined. */
  function openUntil(instant, hours, exceptions, closes) {
    let until = closes;
    for (let ahead = 0; ahead <= A_WEEK; ahead += 1) {
      const clock = chinaClock(new Date(instant.getTime() + ahead * DAY));
      rangesOn(clock, hours, exceptions).forEach((each) => {
        const shift = ahead * MIDNIGHT;
        if (each.opens + shift <= until) until = Math.max(until, each.closes + shift);
      });
    }
    return until;
  }

  /** The next start after this minute: {ahead in days, clock, this year, opens, closes}, or null. */
  function nextStart(instant, hours, exceptions) {
    for (let ahead = 0; ahead <= LOOK_AHEAD; ahead += 1) {
      const clock = chinaClock(new Date(instant.getTime() + ahead * DAY));
      const range = rangesOn(clock, hours, exceptions)
        .find((each) => ahead > 0 || each.opens > clock.minute);
      if (range) return Object.assign({ ahead, clock, year: chinaClock(instant).year }, range);
    }
    return null;
  }

  function time(minute) {
    return Math.floor(minute / 60) + ':' + String(minute % 60).padStart(2, '0');
  }

  /** 10月10日（周六）; with the year unless it is the given one. */
  function dateName(clock, year) {
    return (clock.year === year ? '' : clock.year + '年')
      + clock.month + '月' + clock.day + '日（' + WEEKDAYS[clock.weekday] + '）';
  }

  /** 17:30, 次日 2:00 or, days ahead, 10月12日（周一）2:00. */
  function untilName(instant, minute) {
    if (minute <= MIDNIGHT) return time(minute);
    if (minute <= 2 * MIDNIGHT) return '次日 ' + time(minute - MIDNIGHT);
    const ahead = Math.ceil(minute / MIDNIGHT) - 1;
    const clock = chinaClock(new Date(instant.getTime() + ahead * DAY));
    return dateName(clock, chinaClock(instant).year) + time(minute - ahead * MIDNIGHT);
  }

  function dayName(next) {
    if (next.ahead === 0) return '今天 ';
    if (next.ahead === 1) return '明天（' + WEEKDAYS[next.clock.weekday] + '）';
    return dateName(next.clock, next.year);
  }

  /** Map of date to reason: days without an exception on which no timetable applies.
   *  Make-up workdays are left out if the hours are the same on every day of the week. */
  function unsureDays(element, hours, exceptions) {
    const days = new Map();
    const note = (text, why) => split(text).forEach((day) => exceptions.has(day) || days.set(day, why));
    if (!hours.every((each) => new Set(each.days).size === A_WEEK)) note(element.dataset.workdays, '调休上班');
    note(element.dataset.holidays, '放假');
    return days;
  }

  /** ；10月10日（周六）调休上班，请先打电话: if such a day comes before the next start, which may then be wrong. */
  function workdayBefore(instant, next, unsure) {
    for (let ahead = 1; ahead < next.ahead; ahead += 1) {
      const clock = chinaClock(new Date(instant.getTime() + ahead * DAY));
      if (unsure.get(clock.date) === '调休上班') {
        return '；' + dayName({ ahead, clock, year: next.year }).trim() + '调休上班，请先打电话';
      }
    }
    return '';
  }

  /** The text about opening hours at this instant: {text, tone}. */
  function openingNow(instant, hours, exceptions, unsure) {
    const clock = chinaClock(instant);
    const night = rangesFromYesterday(instant, hours, exceptions);
    const today = rangesOn(clock, hours, exceptions);
    const open = [...night, ...today].find((each) => each.opens <= clock.minute && clock.minute < each.closes);
    if (open) {
      const until = openUntil(instant, hours, exceptions, open.closes);
      if (until > A_WEEK * MIDNIGHT) return { text: '开放中，24 小时', tone: 'ok' };
      return { text: '开放中，至 ' + untilName(instant, until), tone: 'ok' };
    }
    const why = unsure.get(clock.date);
    if (why === '放假') return { text: '今天放假，不一定开放，请先打电话', tone: 'plain' };
    if (why) return { text: '今天调休上班，不一定照周末，请先打电话', tone: 'plain' };
    const next = nextStart(instant, hours, exceptions);
    const state = today.length || night.length ? '现在关闭' : '今天不开放';
    if (!next) return { text: state, tone: 'plain' };
    const opens = state + '，' + dayName(next) + time(next.opens) + ' 开放';
    return { text: opens + workdayBefore(instant, next, unsure), tone: 'plain' };
  }

  /** The text about the officer's days in the community: {text, tone}, or null. */
  function onSiteNow(instant, hours, exceptions, unsure) {
    const clock = chinaClock(instant);
    const today = [...rangesFromYesterday(instant, hours, exceptions), ...rangesOn(clock, hours, exceptions)]
      .find((each) => clock.minute < each.closes);
    if (today) {
      return { text: '今天在社区 ' + time(today.opens) + '–' + untilName(instant, today.closes), tone: 'ok' };
    }
    if (unsure.get(clock.date) === '调休上班') {
      return { text: '今天调休上班，不一定照周末，请先打电话', tone: 'plain' };
    }
    const next = nextStart(instant, hours, exceptions);
    if (!next) return null;
    const text = '下次：' + dayName(next) + time(next.opens) + workdayBefore(instant, next, unsure);
    return { text, tone: 'plain' };
  }

  function show(element, said, place) {
    let tag = element.querySelector('.jw-now[data-says="' + place + '"]');
    if (!said) {
      if (tag) tag.remove();
      return;
    }
    if (!tag) {
      tag = document.createElement('span');
      tag.dataset.says = place;
      // Mark a day on its first line: in its heading, or after its link.
      const first = (place === 'date' || place === 'ends') && element.firstElementChild;
      const isLine = first && /^(H\d|P)$/.test(first.tagName);
      if (!first || (isLine && place === 'ends')) element.append(' ', tag);
      else if (isLine) first.append(' ', tag);
      else first.after(' ', tag);
    }
    tag.className = 'jw-now jw-tag jw-tag--' + said.tone;
    if (tag.textContent !== said.text) tag.textContent = said.text;
  }

  /** Remove past items from a box and reveal the next ones. */
  function moveOn(box, isOver) {
    const list = box.querySelector('[data-over]');
    const items = [...box.querySelectorAll('[data-ends]')].filter((item) => !list || !list.contains(item));
    const coming = items.filter((item) => !isOver(item));
    items.filter(isOver).forEach((item) => {
      item.hidden = !list;
      if (!list) return;
      list.prepend(item);
      list.parentElement.hidden = false;
    });
    coming.forEach((item, at) => { item.hidden = at >= Number(box.dataset.coming); });
    box.querySelectorAll('[data-none]').forEach((text) => { text.hidden = coming.length > 0; });
  }

  function refresh() {
    const instant = new Date();
    const { date: today, minute } = chinaClock(instant);
    const validity = document.querySelector('[data-valid-until]');
    const isStale = Boolean(validity) && validity.dataset.validUntil < today;
    document.querySelectorAll('[data-stale]').forEach((text) => { text.hidden = !isStale; });
    for (const [name, say] of [['hours', openingNow], ['onsite', onSiteNow]]) {
      document.querySelectorAll('[data-' + name + ']:not([data-closed])').forEach((element) => {
        const hours = parseHours(element.dataset[name]);
        const exceptions = parseExceptions(element.dataset.exceptions);
        if (!hours || !exceptions) return show(element, null, name);
        const unsure = unsureDays(element, hours, exceptions);
        unsure.forEach((why, day) => exceptions.set(day, []));
        return show(element, isStale ? STALE : say(instant, hours, exceptions, unsure), name);
      });
    }
    const now = today + ' ' + time(minute).padStart(5, '0');
    const isOver = (item) => /^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(item.dataset.ends) && item.dataset.ends <= now;
    document.querySelectorAll('[data-date]').forEach((element) => {
      const isToday = element.dataset.date === today;
      element.classList.toggle('jw-today', isToday);
      show(element, isToday ? { text: '今天', tone: 'ok' } : null, 'date');
    });
    document.querySelectorAll('[data-ends]').forEach((element) => {
      element.classList.toggle('jw-over', isOver(element));
      show(element, isOver(element) ? { text: '会期已过', tone: 'warn' } : null, 'ends');
    });
    document.querySelectorAll('[data-coming]').forEach((box) => moveOn(box, isOver));
  }

  refresh();
  setInterval(refresh, MINUTE);
})();
