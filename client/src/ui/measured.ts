/**
 * Does a step, and tells the browser's performance timeline how long it took. What watches the page
 * hears of it; nothing is kept.
 */
export function measured<T>(name: string, step: () => T): T {
  const start = performance.now();
  const result = step();
  performance.measure(name, { start });
  performance.clearMeasures(name);
  return result;
}
