import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A window's directory may be shared by machines and containers, where a process number means another process. */
export const machine = `${hostname()} ${processNamespace()}`;

/** Whether a process of this machine runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return process.platform;
  }
}
