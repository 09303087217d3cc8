import * as vscode from 'vscode';

/** A context key for `when` clauses, set only when its value changes. */
export class ContextKey<T extends string | boolean | number> {
  readonly #name: `callTriage.${string}`;
  #value: T | undefined;

  constructor(name: `callTriage.${string}`) {
    this.#name = name;
  }

  set(value: T): void {
    if (this.#value === value) return;
    this.#value = value;
    void vscode.commands.executeCommand('setContext', this.#name, value);
  }
}
