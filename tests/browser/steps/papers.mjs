// What organisations bring along: codes that a registry could have given, and scans.

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** A valid unified social credit code (GB 32100-2015) with a valid organisation code in it (GB 11714) of this number. */
export function creditCode(head, number) {
  const body = `MA6${String(number).padStart(5, "0")}`;
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const digit = (letter) => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".indexOf(letter);
  const rest = 11 - ([...body].reduce((sum, letter, n) => sum + digit(letter) * weights[n], 0) % 11);
  const seventeen = `${head}${body}${rest === 10 ? "X" : rest === 11 ? "0" : rest}`;
  const sum = [...seventeen].reduce((all, letter, n) => all + alphabet.indexOf(letter) * (3 ** n % 31), 0);
  return seventeen + alphabet[(31 - (sum % 31)) % 31];
}

/** The same code with its last character wrong. */
export const misread = (code) => code.slice(0, -1) + alphabet[(alphabet.indexOf(code.at(-1)) + 1) % 31];

/** A scan: a picture of one white pixel, which is what its first bytes say it is. */
export const scan = (name) => ({
  name,
  mimeType: "image/png",
  buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=", "base64"),
});

/** A page of text as PDF. */
export const pdf = (name) => ({ name, mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n") });
