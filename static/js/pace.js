/**
 * Work that follows somebody's hands: it begins at once, then no sooner than `apart` ms after it last began, and never
 * before it has ended. What is wished meanwhile is done once, as things stand then. Where the work answers with a number
 * of ms, it has to be done again, and no sooner than that. Who wishes for it is told whether it is under way.
 */
export function paced(work, apart) {
  let running = false, wished = false, earliest = 0, timer;

  function go() {
    clearTimeout(timer);
    if (running) {
      wished = true;
      return true;
    }
    const wait = earliest - performance.now();
    if (wait > 0) {
      timer = setTimeout(go, wait);
      return wait <= apart;
    }
    start();
    return true;
  }

  async function start() {
    running = true;
    wished = false;
    earliest = performance.now() + apart;
    try {
      const again = await work();
      if (again) [wished, earliest] = [true, performance.now() + again];
    } finally {
      running = false;
    }
    if (wished) go();
  }

  return go;
}

/** In how many ms a refused answer wants to be asked again; 0 for never. */
export function comeBack(response) {
  const seconds = Number(response.headers.get("Retry-After"));
  return response.status === 429 || response.status === 503 ? (seconds || 60) * 1000 : 0;
}
