'use strict';
// Makes the search of schools answer while typing, and the list usable with the arrow keys. Without this file the
// form and the links do the same work. Plain syntax, for tablets that get no updates any more.
(function () {
  var form = document.querySelector('form[data-search]');
  var results = document.getElementById('results');
  var announcement = document.getElementById('announcement');
  if (!form || !results || !announcement || !window.fetch || !window.URLSearchParams) return;
  var input = form.elements.namedItem('q');
  var shown = input.value;
  var waiting;
  var asked = 0;

  function search() {
    if (input.value === shown) return;
    var query = input.value;
    var address = form.action + '?' + new URLSearchParams(new FormData(form)).toString();
    var mine = (asked += 1);
    fetch(address, { headers: { 'X-Fragment': 'results' }, credentials: 'same-origin' })
      .then(function (answer) {
        if (!answer.ok) throw new Error('no results');
        return answer.text();
      })
      .then(function (list) {
        if (mine !== asked) return;
        shown = query;
        results.innerHTML = list;
        history.replaceState(null, '', address);
        var summary = results.querySelector('[data-announce]');
        announcement.textContent = summary ? summary.textContent : '';
      })
      .catch(function () {
        // The list stays as it was, and the button asks for a whole page.
      });
  }

  function links() {
    return Array.prototype.slice.call(results.querySelectorAll('a'));
  }

  function move(from, step) {
    var all = links();
    var next = all[all.indexOf(from) + step];
    if (next) next.focus();
    else if (step < 0) input.focus();
  }

  input.addEventListener('input', function () {
    clearTimeout(waiting);
    waiting = setTimeout(search, 180);
  });

  input.addEventListener('keydown', function (event) {
    if (event.key !== 'ArrowDown' || links().length === 0) return;
    event.preventDefault();
    links()[0].focus();
  });

  results.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') input.focus();
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    move(event.target, event.key === 'ArrowDown' ? 1 : -1);
  });
})();
