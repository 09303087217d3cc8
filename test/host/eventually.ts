/** Repeats a check until it holds: for what the editor does in its own time. Fails with the check's last error. */
export async function eventually(check: () => void | Promise<void>, patienceMs = 10_000): Promise<void> {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
