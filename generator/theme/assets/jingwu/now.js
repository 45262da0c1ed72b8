/*
 * Promise: say what is true at this minute, in China time whatever the zone of
 * the device. The page is complete without it; a text that cannot be read is
 * left alone.
 *
 *   data-hours="1-5 09:00-17:30;6 09:00-12:00"   opening hours, ISO weekdays
 *   data-onsite="1,3,5 09:00-17:00"              the officer's days in the community
 *   data-exceptions="2026-12-01 closed;2026-12-02 10:00-12:00"   what holds on a day instead
 *   data-holidays="2027-01-01;2027-01-02"        both may have it: no timetable holds, and without an exception
 *                                                nobody knows whether a post is open
 *   data-closed                                  not open at all: say nothing
 *   data-date="2026-12-08"                       marked 今天 on its day
 *   data-ends="2026-12-08 16:00"                 a meeting that is to come: marked 会期已过 from then on,
 *   data-coming="5"                              and in a box like this, which shows so many at once, hidden
 *                                                or moved to the box's list [data-over], newest first;
 *                                                [data-none] is shown once none is to come
 */
(function () {
  'use strict';

  const MINUTE = 60000;
  const DAY = 24 * 60 * MINUTE;
  const CHINA = 8 * 60 * MINUTE;
  const WEEKDAYS = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日'];
  const LOOK_AHEAD = 60; // days

  /** The wall clock in China: {date: 'YYYY-MM-DD', month, day, weekday 1–7, minute of the day}. */
  function chinaClock(instant) {
    const shifted = new Date(instant.getTime() + CHINA);
    return {
      date: shifted.toISOString().slice(0, 10),
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
    return range.opens < range.closes && range.closes <= 24 * 60 ? range : null;
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

  /** Exceptions -> Map of date to its ranges; an empty list is a day closed. */
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

  /** The next start after this minute: {ahead in days, clock, opens, closes}, or null. */
  function nextStart(instant, hours, exceptions) {
    for (let ahead = 0; ahead <= LOOK_AHEAD; ahead += 1) {
      const clock = chinaClock(new Date(instant.getTime() + ahead * DAY));
      const range = rangesOn(clock, hours, exceptions)
        .find((each) => ahead > 0 || each.opens > clock.minute);
      if (range) return Object.assign({ ahead, clock }, range);
    }
    return null;
  }

  function time(minute) {
    return Math.floor(minute / 60) + ':' + String(minute % 60).padStart(2, '0');
  }

  function dayName(next) {
    const weekday = WEEKDAYS[next.clock.weekday];
    if (next.ahead === 0) return '今天 ';
    if (next.ahead === 1) return '明天（' + weekday + '）';
    return next.clock.month + '月' + next.clock.day + '日（' + weekday + '）';
  }

  /** What to say of opening hours at this instant: {text, tone}; `unsure` are days without a word of the post's. */
  function openingNow(instant, hours, exceptions, unsure) {
    const clock = chinaClock(instant);
    if (unsure.has(clock.date)) return { text: '今天放假，不一定开放，请先打电话', tone: 'plain' };
    const today = rangesOn(clock, hours, exceptions);
    const open = today.find((each) => each.opens <= clock.minute && clock.minute < each.closes);
    if (open) return { text: '开放中，至 ' + time(open.closes), tone: 'ok' };
    const next = nextStart(instant, hours, exceptions);
    const state = today.length ? '现在关闭' : '今天不开放';
    if (!next) return { text: state, tone: 'plain' };
    return { text: state + '，' + dayName(next) + time(next.opens) + ' 开放', tone: 'plain' };
  }

  /** What to say of the officer's days in the community: {text, tone}, or null. */
  function onSiteNow(instant, hours, exceptions) {
    const clock = chinaClock(instant);
    const today = rangesOn(clock, hours, exceptions).find((each) => clock.minute < each.closes);
    if (today) {
      return { text: '今天在社区 ' + time(today.opens) + '–' + time(today.closes), tone: 'ok' };
    }
    const next = nextStart(instant, hours, exceptions);
    return next && { text: '下次：' + dayName(next) + time(next.opens), tone: 'plain' };
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
      // A day is marked on its first line: in its heading, or after its link.
      const first = (place === 'date' || place === 'ends') && element.firstElementChild;
      const isLine = first && /^(H\d|P)$/.test(first.tagName);
      if (!first || (isLine && place === 'ends')) element.append(' ', tag);
      else if (isLine) first.append(' ', tag);
      else first.after(' ', tag);
    }
    tag.className = 'jw-now jw-tag jw-tag--' + said.tone;
    if (tag.textContent !== said.text) tag.textContent = said.text;
  }

  /** The items of a box that are over leave it; the next ones come into sight. */
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
    for (const [name, say] of [['hours', openingNow], ['onsite', onSiteNow]]) {
      document.querySelectorAll('[data-' + name + ']:not([data-closed])').forEach((element) => {
        const hours = parseHours(element.dataset[name]);
        const exceptions = parseExceptions(element.dataset.exceptions);
        const unsure = new Set(split(element.dataset.holidays).filter((day) => exceptions && !exceptions.has(day)));
        unsure.forEach((day) => exceptions.set(day, []));
        show(element, hours && exceptions && say(instant, hours, exceptions, unsure), name);
      });
    }
    const { date: today, minute } = chinaClock(instant);
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
