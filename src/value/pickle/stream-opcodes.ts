import type { Machine } from './machine.ts';
import type { Handlers } from './opcode-table.ts';

const highestProtocol = 5;

function readProtocol(machine: Machine): void {
  const version = machine.bytes[machine.take(1)] as number;
  if (machine.opcodeAt !== 0) machine.refuse('The protocol is said again in the middle of the pickle');
  if (version > highestProtocol) machine.refuse(`Protocol ${version} does not exist: 0 to ${highestProtocol} are read`);
  machine.protocol = version;
}

/** A frame is a part of the file that no opcode may straddle. */
function openFrame(machine: Machine): void {
  const size = machine.takeLength8();
  if (machine.frameEnd >= 0) machine.refuse('A frame begins inside another');
  const rest = machine.bytes.length - machine.at;
  if (size > rest) machine.refuse(`The frame says it has ${size} bytes, of which the file has ${rest}`);
  machine.frameEnd = machine.at + size;
  machine.limit = machine.frameEnd;
}

function nextBuffer(machine: Machine): void {
  const data = machine.limits.buffers[machine.nextBuffer++];
  if (data === undefined) machine.refuse('The pickle wants an out-of-band buffer that was not given');
  machine.charge(160);
  machine.push({ kind: 'bytearray', data });
}

function makeReadonly(machine: Machine): void {
  const item = machine.popValue();
  const isBuffer = typeof item === 'object' && item !== null && !Array.isArray(item) && 'data' in item;
  if (isBuffer && (item.kind === 'bytes' || item.kind === 'bytearray'))
    machine.push({ kind: 'bytes', data: item.data });
  else machine.refuse('Only a buffer can be made read-only');
}

/** An extension code stands for a global by a number that only the writer's process knew. */
function extension(size: 1 | 2 | 4) {
  return (machine: Machine): void => {
    machine.take(size);
    machine.push(machine.refuseUnsafe('An extension code names a class that only its writer knows'));
  };
}

export const streamOpcodes: Handlers = {
  PROTO: readProtocol,
  FRAME: openFrame,
  NEXT_BUFFER: nextBuffer,
  READONLY_BUFFER: makeReadonly,
  EXT1: extension(1),
  EXT2: extension(2),
  EXT4: extension(4),
  PERSID: (machine) => {
    machine.takeLine();
    machine.push(machine.refuseUnsafe('A persistent id asks for an object outside the file'));
  },
  BINPERSID: (machine) => {
    machine.pop();
    machine.push(machine.refuseUnsafe('A persistent id asks for an object outside the file'));
  },
};
