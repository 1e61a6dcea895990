'use strict';
// Lets a form ask the browser for a passkey, and posts what it answers. The form says what to ask in `data-passkey` ("create" or
// "get") and `data-options` (WebAuthn Level 3, 5.1.8 and 5.1.9: options as JSON). Plain syntax, as everywhere here.
(function () {
  var forms = document.querySelectorAll('form[data-passkey]');
  var supported = window.PublicKeyCredential && navigator.credentials;

  function bytesOf(text) {
    var binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    var bytes = new Uint8Array(binary.length);
    for (var index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
    return bytes;
  }

  function textOf(buffer) {
    if (!buffer) return undefined;
    var bytes = new Uint8Array(buffer);
    var binary = '';
    for (var index = 0; index < bytes.length; index += 1) binary += String.fromCharCode(bytes[index]);
    return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }

  function withBytes(list) {
    return (list || []).map(function (each) {
      return Object.assign({}, each, { id: bytesOf(each.id) });
    });
  }

  function optionsOf(json) {
    var options = Object.assign({}, json, { challenge: bytesOf(json.challenge) });
    if (json.user) options.user = Object.assign({}, json.user, { id: bytesOf(json.user.id) });
    if (json.excludeCredentials) options.excludeCredentials = withBytes(json.excludeCredentials);
    if (json.allowCredentials) options.allowCredentials = withBytes(json.allowCredentials);
    return options;
  }

  function jsonOf(credential) {
    var answer = credential.response;
    var response = { clientDataJSON: textOf(answer.clientDataJSON) };
    if (answer.attestationObject) {
      response.attestationObject = textOf(answer.attestationObject);
      response.transports = answer.getTransports ? answer.getTransports() : [];
    } else {
      response.authenticatorData = textOf(answer.authenticatorData);
      response.signature = textOf(answer.signature);
      response.userHandle = textOf(answer.userHandle);
    }
    return {
      id: credential.id,
      rawId: textOf(credential.rawId),
      type: credential.type,
      response: response,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  }

  function ask(form) {
    var options = { publicKey: optionsOf(JSON.parse(form.getAttribute('data-options'))) };
    return form.getAttribute('data-passkey') === 'create'
      ? navigator.credentials.create(options)
      : navigator.credentials.get(options);
  }

  Array.prototype.forEach.call(forms, function (form) {
    var failed = form.querySelector('[data-failed]');
    if (!supported) return;
    form.hidden = false;
    var hint = form.nextElementSibling;
    if (hint && hint.hasAttribute('data-without-passkeys')) hint.hidden = true;
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      if (failed) failed.hidden = true;
      ask(form).then(
        function (credential) {
          form.elements.namedItem('answer').value = JSON.stringify(jsonOf(credential));
          form.submit();
        },
        function () {
          if (failed) failed.hidden = false;
        },
      );
    });
  });
})();
