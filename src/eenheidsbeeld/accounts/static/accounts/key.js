// Signing in with a key: hands the page's data to the library and says in words when the key does not answer.
// The library looks for elements by id, and sends the form itself when the key has answered.

const form = document.querySelector("[data-key-form]");

if (form && window.allauth && window.PublicKeyCredential) {
  const credential = form.elements.credential.id;
  const ids = { add: "key-button", authenticate: "key-button", credential, data: form.dataset.keyData };
  window.allauth.webauthn.forms[form.dataset.keyForm]({ ids });
  document.getElementById("key-button").disabled = false;  // before this it would do nothing, without a word
} else if (form) {
  form.querySelector("[data-key-trouble]").hidden = false;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  form.querySelector("[data-key-trouble]").hidden = false;
});
