/** Beyond this a float has no decimals, and `toFixed` writes exponents a little later. */
const largest = 1e15;

/** True when x is what a decimal with at most `places` digits after the point reads as. */
export function hasPlaces(x: number, places: number): boolean {
  return Number.isFinite(x) && Math.abs(x) < largest && Number(x.toFixed(places)) === x;
}

/** The fewest digits after the point, up to 12, with which all of these are decimals; null when some need more. */
export function placesOf(numbers: Float64Array): number | null {
  let places = 0;
  for (const x of numbers) {
    while (places <= 12 && !hasPlaces(x, places)) places++;
    if (places > 12) return null;
  }
  return places;
}

/** A decimal counted in units of its last place: 1.25 with 2 places is 125. */
export function unitsOf(x: number, places: number): number {
  return Math.round(x * 10 ** places);
}
