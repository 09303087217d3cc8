import * as vscode from 'vscode';
import type { Services } from '../editor/services.ts';
import { NodeIndex } from '../triage/code/node-index.ts';
import { loggedAs } from '../shared/logged-as.ts';
import { workspaceFiles } from './workspace-files.ts';

/** Milliseconds for which events about files are collected: a checkout changes thousands. */
const pause = 300;

/** The nodes in the files of this window's workspace: read once in the background, then as files change. */
export class WorkspaceIndex implements vscode.Disposable {
  readonly index = new NodeIndex(workspaceFiles);
  readonly #log: vscode.LogOutputChannel;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #changed = new Set<string>();
  #listAgain = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ log }: Services) {
    this.#log = log;
    for (const pattern of ['**/*.{json,md,yaml,yml}', '**/.blandrc']) {
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      const change = (uri: vscode.Uri): void => this.#fileChanged(uri);
      // Only a new list tells whether a new file is one of those that count.
      this.#subscriptions.push(
        watcher,
        watcher.onDidCreate(() => this.#filesChanged()),
        watcher.onDidChange(change),
        watcher.onDidDelete(change),
      );
    }
    this.#subscriptions.push(
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#filesChanged()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('callTriage.code') || event.affectsConfiguration('files.exclude'))
          this.#filesChanged();
      }),
    );
    void this.index.ready().catch((error: unknown) => this.#report(error));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const one of this.#subscriptions) one.dispose();
  }

  #fileChanged(uri: vscode.Uri): void {
    const file = uri.toString();
    if (!this.index.has(file)) return;
    this.#changed.add(file);
    this.#soon();
  }

  #filesChanged(): void {
    this.#listAgain = true;
    this.#soon();
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const files = [...this.#changed];
      this.#changed.clear();
      const all = this.#listAgain;
      this.#listAgain = false;
      const update = async (): Promise<void> => {
        if (files.length > 0) await this.index.update(files);
        if (all) await this.index.refresh();
      };
      void update().catch((error: unknown) => this.#report(error));
    }, pause);
  }

  #report(error: unknown): void {
    this.#log.warn(`Agent files could not be read: ${loggedAs(error)}`);
  }
}
