'use strict';
// Sends the form on to the school at once. Not after "back": then the request in it has been used already.
(function () {
  var form = document.querySelector('form[data-auto-submit]');
  var entry =
    window.performance && performance.getEntriesByType && performance.getEntriesByType('navigation')[0];
  if (form && !(entry && entry.type === 'back_forward')) form.submit();
})();
