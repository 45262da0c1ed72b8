/*
 * Make the "no such page" page work at any depth and site path: find the site's root from the URL
 * of this file, add the stylesheet and the finder, and turn `<a data-to="path/">` into links. The
 * page tries to load this file level by level upwards and then from the site's address; only the
 * first copy that loads runs.
 */
(function () {
  'use strict';

  var page = document.documentElement;
  var script = document.currentScript;
  if (!script || page.hasAttribute('data-root')) return;

  var root = new URL('../../', script.src).href;
  page.setAttribute('data-root', root);

  var sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.href = new URL('assets/jingwu/site.css', root).href;
  document.head.appendChild(sheet);

  document.querySelectorAll('a[data-to]').forEach(function (link) {
    link.href = new URL(link.getAttribute('data-to'), root).href;
  });

  var finder = document.querySelector('.jw-finder');
  if (!finder) return; // of several bureaus
  finder.hidden = false;
  finder.setAttribute('data-index', new URL('assets/finder.json', root).href);
  finder.setAttribute('data-root', root);
  finder.getAttribute('data-scripts').split(' ').forEach(function (name) {
    var part = document.createElement('script');
    part.src = new URL('assets/jingwu/' + name + '.js', root).href;
    part.async = false; // in this order
    document.head.appendChild(part);
  });
})();
