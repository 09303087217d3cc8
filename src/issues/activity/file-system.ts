import * as vscode from 'vscode';
import { readOnly } from '../../editor/errors/document-errors.ts';

/** A document as the editor asks for it. */
export interface Content {
  readonly bytes: Uint8Array;
  /** Milliseconds since the epoch; grows when the content changes. */
  readonly changedAt: number;
}

/**
 * Read-only files whose content is made when it is asked for. Files, rather than the editor's virtual documents, since those
 * do not come back with a window.
 */
export class ReadonlyFiles implements vscode.FileSystemProvider {
  readonly #read: (uri: vscode.Uri) => Promise<Content>;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(read: (uri: vscode.Uri) => Promise<Content>) {
    this.#read = read;
  }

  /** The editor reads the file again, if it shows it. */
  changed(uri: vscode.Uri): void {
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes, changedAt } = await this.#read(uri);
    const permissions = vscode.FilePermission.Readonly;
    return { type: vscode.FileType.File, ctime: 0, mtime: changedAt, size: bytes.byteLength, permissions };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#read(uri)).bytes;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw readOnly(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw readOnly(uri);
  }

  delete(uri: vscode.Uri): never {
    throw readOnly(uri);
  }

  rename(uri: vscode.Uri): never {
    throw readOnly(uri);
  }
}
