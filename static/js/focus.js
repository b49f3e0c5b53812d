/** Takes the reader to what went wrong. */
export function faceProblems() {
  document.querySelector("[data-focus]")?.focus();
}
