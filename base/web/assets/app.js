// What JavaScript adds; every page works without it.
document.addEventListener("click", (event) => {
  const print = event.target.closest("[data-print]");
  if (print) window.print();
  const speak = event.target.closest("[data-speak]");
  if (speak && window.speechSynthesis) {
    const said = new SpeechSynthesisUtterance(document.getElementById("main").innerText);
    said.lang = document.documentElement.lang;
    speechSynthesis.cancel();
    speechSynthesis.speak(said);
  }
});
for (const hidden of document.querySelectorAll("[data-print],[data-speak]")) hidden.hidden = false;
const faults = document.querySelector(".faults");
if (faults) faults.focus();
