/*
 * Promise: on the "no such page" page, whatever its depth and the site's path,
 * find the site's root from where this very file was loaded, add the
 * stylesheet and the finder, and make `<a data-to="path/">` a link. Runs once: the page tries
 * to load this file level by level upwards and then where the site's address
 * says, the first that exists wins.
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
