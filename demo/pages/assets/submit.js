document.querySelector('form')?.submit();
