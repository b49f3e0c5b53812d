/** What the form was refused for, as long as that stands: a sentence about a field goes once what is in it is something
 * else, and comes back with what was refused, the words that the page came with. What is no field's fault stands until
 * the form is sent again. */
export function watchRefusal(panel, fieldOf) {
  const told = [...(panel?.querySelectorAll("li") ?? [])].map((item) => {
    const field = fieldOf(item.querySelector("a").hash.slice(1));
    return { item, field, refused: field.defaultValue, sentence: item.textContent };
  });
  const stands = (each) => each.field.value === each.refused;
  const general = panel?.querySelector("p");
  return {
    /** The sentence about a field's value, or nothing. */
    of: (field) => told.find((each) => each.field === field && stands(each))?.sentence ?? "",
    /** Leave in the panel what stands, and hide it where nothing does. */
    follow() {
      if (!panel) return;
      for (const each of told) each.item.hidden = !stands(each);
      panel.hidden = !general && told.every((each) => each.item.hidden);
    },
  };
}
