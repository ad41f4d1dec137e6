/* A token that shows itself to nobody, and its removal from what the service or a library says. */

const HTML = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#x27;"],
]);

export class Token {
  readonly #value: string;
  readonly #spellings: RegExp;

  /** @throws TypeError It cannot be a token; the message does not repeat it. */
  constructor(value: unknown) {
    if (value === undefined) {
      throw new TypeError(
        "token: expected a token from the developer section of the cabinet, none came; " +
          "set PLUSOFON_TOKEN, or pass token",
      );
    }
    if (typeof value !== "string" || !/^[!-~]+$/.test(value)) {
      throw new TypeError(
        "token: expected visible ASCII characters without spaces, something else came; " +
          "look at token or PLUSOFON_TOKEN",
      );
    }
    this.#value = value;
    this.#spellings = new RegExp([...value].map(spellings).join(""), "g");
  }

  /** The token itself, for the one header that it belongs into. */
  reveal(): string {
    return this.#value;
  }

  /** A text without the token, however it is spelt there. */
  redact(text: string): string {
    return text.replace(this.#spellings, "[token]");
  }

  toJSON(): string {
    return "[token]";
  }
}

/** A pattern for a letter as it is, and as JSON, HTML or a URL may write it. */
function spellings(letter: string): string {
  const hex = letter.charCodeAt(0).toString(16).padStart(2, "0");
  const eitherCase = hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  const plain = letter.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
  const coded = [`%${eitherCase}`, `\\\\u00${eitherCase}`, `&#${letter.charCodeAt(0)};`, `&#[xX]${eitherCase};`];
  const named = HTML.get(letter);
  return `(?:\\\\?${plain}|${[...coded, ...(named ? [named] : [])].join("|")})`;
}
