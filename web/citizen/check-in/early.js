// Before anything is painted, and in browsers that run nothing newer: whether somebody is known here, and a word where the page cannot start.
try { if (localStorage.getItem("known") === "1") document.documentElement.className = "known"; } catch (refused) { /* the store will tell */ }
setTimeout(() => {
  const page = /** @type {any} */ (document);
  if (!page.started) page.getElementById("venue-name").textContent = "Trình duyệt quá cũ. Hãy nhờ người trực cửa ghi giúp bạn. / This browser is too old.";
}, 8000);
