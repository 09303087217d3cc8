import * as vscode from 'vscode';
import type { Persona } from '../../api/bland/personas.ts';
import { TreeNode } from '../../editor/trees/node.ts';
import { plainTooltip } from '../../editor/trees/tooltip.ts';
import { shortDate } from '../../editor/words/format.ts';
import { routingOf } from '../../triage/numbers/routing.ts';
import { printable } from '../../triage/transcript/transcript.ts';
import { countInWords, personaName } from '../words.ts';
import { NumberNode } from './number-node.ts';

/** A persona with its numbers below. */
export class PersonaNode extends TreeNode {
  readonly id: string;
  readonly connectionId: string;
  readonly personaId: string;
  #persona: Persona;

  constructor(connectionId: string, persona: Persona) {
    super(undefined);
    this.id = `${connectionId}/persona/${persona.id}`;
    this.connectionId = connectionId;
    this.personaId = persona.id;
    this.#persona = persona;
  }

  /** The node stays the same, since the tree identifies a row by it. */
  update(persona: Persona): this {
    this.#persona = persona;
    return this;
  }

  override item(): vscode.TreeItem {
    const { inbound_numbers: numbers } = this.#persona;
    const { l10n } = vscode;
    const { None, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(personaName(this.#persona), numbers.length === 0 ? None : Collapsed);
    const [production, draft] = this.#versions();
    const count = countInWords(numbers.length);
    item.id = this.id;
    item.contextValue = numbers.length === 0 ? 'persona' : 'persona.numbers';
    item.description = [
      count,
      production === '' ? l10n.t('not in production') : production,
      draft === '' ? '' : l10n.t('draft {0}', draft),
    ]
      .filter((fact) => fact !== '')
      .join(' · ');
    item.iconPath = new vscode.ThemeIcon('person');
    return item;
  }

  override tooltip(): vscode.MarkdownString {
    const { role, description, tags, inbound_numbers: numbers, updated_at: updated } = this.#persona;
    const { l10n } = vscode;
    const [production, draft] = this.#versions();
    return plainTooltip([
      [l10n.t('Persona'), personaName(this.#persona)],
      [l10n.t('Role'), printable(role ?? '')],
      [l10n.t('Description'), printable(description ?? '')],
      [l10n.t('Numbers'), countInWords(numbers.length)],
      [l10n.t('In production'), production],
      [l10n.t('Draft'), draft],
      [l10n.t('Tags'), printable(tags.join(', '))],
      [l10n.t('Updated'), shortDate(updated)],
      [l10n.t('ID'), printable(this.personaId)],
    ]);
  }

  override children(): TreeNode[] {
    const numbers = [...routingOf([], [this.#persona]).values()];
    return numbers.map((routed) => new NumberNode(this, this.connectionId, routed));
  }

  #versions(): readonly [production: string, draft: string] {
    const { current_production_version: production, current_draft_version: draft } = this.#persona;
    const word = (number: number | null | undefined): string => (typeof number === 'number' ? `v${number}` : '');
    return [word(production?.version_number), word(draft?.version_number)];
  }
}
