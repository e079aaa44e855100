import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Half of it is in use at a time: room for some thousand cases under way. */
const enoughBytes = 24 * 2 ** 20;
const lookEveryMs = 50;

/**
 * Keeps V8's young generation from growing past what a stream of cases needs: by itself it grows to 128 MB and more,
 * which a run of a million cases would hold for nothing. Its largest size can only be set when a process starts; the
 * factor by which it grows can be set at any time.
 */
export function capYoungGeneration(): void {
  const timer = setInterval(() => {
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    if (young === undefined || young.space_size < enoughBytes) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, lookEveryMs);
  timer.unref();
}
