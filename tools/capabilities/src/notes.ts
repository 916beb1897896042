/** Numbered notes below a table; the same words get the same number. */
export class Notes {
  private readonly texts: string[] = [];

  mark(text: string): string {
    if (!this.texts.includes(text)) this.texts.push(text);
    return `(${this.texts.indexOf(text) + 1})`;
  }

  list(): string {
    return this.texts.map((text, index) => `${index + 1}. ${text}\n`).join('');
  }
}
