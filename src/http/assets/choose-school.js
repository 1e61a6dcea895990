'use strict';
// Makes the search of schools answer while typing and without leaving the field, and the list usable with the arrow keys.
// Without this file the form and the links do the same work. Plain syntax, for tablets that get no updates any more.
(function () {
  var form = document.querySelector('form[data-search]');
  var results = document.getElementById('results');
  var announcement = document.getElementById('announcement');
  if (!form || !results || !announcement || !window.fetch || !window.URLSearchParams) return;
  var input = form.elements.namedItem('q');
  var otherLanguage = document.querySelector('.language-switch a');
  var shown = input.value;
  var waiting;
  var asked = 0;

  function search(failed) {
    clearTimeout(waiting);
    // an answer to what was in the field before comes too late
    var mine = (asked += 1);
    if (input.value === shown) return;
    var query = input.value;
    var address = form.action + '?' + new URLSearchParams(new FormData(form)).toString();
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
        keepTyped();
        var summary = results.querySelector('[data-announce]');
        announcement.textContent = summary ? summary.textContent : '';
      })
      .catch(failed);
  }

  // The list stays as it was, and the button asks for a whole page.
  function leaveList() {}

  // The page in the other language is asked for with what is in the field by then.
  function keepTyped() {
    if (!otherLanguage) return;
    var parameters = new URLSearchParams(otherLanguage.search);
    parameters.set('q', input.value);
    otherLanguage.href = '?' + parameters.toString();
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

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    search(function () {
      form.submit();
    });
  });

  input.addEventListener('input', function () {
    keepTyped();
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      search(leaveList);
    }, 180);
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

  window.addEventListener('pageshow', keepTyped);
})();
