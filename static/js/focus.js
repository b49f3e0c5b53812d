/** Takes the reader to what went wrong. */
export function focusProblem() {
  document.querySelector("[data-focus]")?.focus();
}
