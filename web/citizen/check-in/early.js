try { if (localStorage.getItem("known") === "1") document.documentElement.className = "known"; } catch (refused) { /* the store will tell */ }
