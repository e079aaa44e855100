import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Half of it is in use at a time: room for some thousand cases under way. */
const enoughBytes = 24 * 2 ** 20;
const lookEveryMs = 50;
/**
 * By how much of itself the old generation may grow before it is collected. Left to itself V8 waits until it is several
 * times as large, since it knows of no end to the memory: half as much again is held then, for a tenth of the rate (measured
 * with `scripts/false-alarms.ts`).
 */
const growthPercent = 100;

/**
 * Keeps V8's heap from growing past what a stream of cases needs. Its young generation by itself grows to 128 MB and more,
 * which a run of a million cases would hold for nothing. Its largest size can only be set when a process starts; the
 * factors by which both generations grow can be set at any time.
 */
export function capHeapGrowth(): void {
  setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
  const timer = setInterval(() => {
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    if (young === undefined || young.space_size < enoughBytes) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, lookEveryMs);
  timer.unref();
}
