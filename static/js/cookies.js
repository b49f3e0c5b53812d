/** Whether this browser keeps cookies here. Its own word, navigator.cookieEnabled, is yes even where it keeps none. */
export function keepsCookies() {
  document.cookie = "kept=yes; path=/; SameSite=Strict";
  const kept = document.cookie.includes("kept=yes");
  document.cookie = "kept=; path=/; SameSite=Strict; max-age=0";
  return kept;
}
