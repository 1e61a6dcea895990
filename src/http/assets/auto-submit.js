'use strict';
// Sends the form of a page at once. Not after "back": then what is in it has been used already.
(function () {
  var form = document.querySelector('form[data-auto-submit]');
  var entry =
    window.performance && performance.getEntriesByType && performance.getEntriesByType('navigation')[0];
  if (form && !(entry && entry.type === 'back_forward')) form.submit();
})();
