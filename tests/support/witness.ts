/**
 * Outside witnesses: programs that know nothing of this project and say whether it is right.
 *
 * @module
 */
const PATH = Deno.env.get("PATH") ?? "";

function found(program: string): boolean {
  return PATH.split(Deno.build.os === "windows" ? ";" : ":").some((folder) => {
    try {
      return Deno.statSync(`${folder}/${program}`).isFile;
    } catch {
      return false;
    }
  });
}

/**
 * A test that needs outside programs. Where one is missing the test is shown as ignored, with the
 * program named; in CI it fails.
 */
export function witnessed(programs: string[], name: string, fn: () => void | Promise<void>): void {
  const missing = programs.filter((program) => !found(program));
  if (missing.length === 0) return Deno.test(name, fn);
  const title = `${name} (not tested: ${missing.join(" and ")} is missing)`;
  if (Deno.env.get("CI") === undefined) return Deno.test({ name: title, ignore: true, fn });
  Deno.test(title, () => {
    throw new Error(`In CI no witness may be missing: install ${missing.join(" and ")}`);
  });
}

/** Runs an outside program to its end. */
export async function ask(
  program: string,
  args: string[],
  options: { stdin?: string; cwd?: string } = {},
): Promise<{ code: number; stdout: string; stderr: string; output: string }> {
  const child = new Deno.Command(program, {
    args,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(options.stdin ?? "")).catch(() => {});
  await writer.close().catch(() => {});
  const result = await child.output();
  const [stdout, stderr] = [result.stdout, result.stderr].map((b) => new TextDecoder().decode(b));
  return { code: result.code, stdout: stdout!, stderr: stderr!, output: stdout! + stderr! };
}
