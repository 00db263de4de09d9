export function compileText(text: string, where?: string): unknown;
export function compileCatalogue(catalogue: Record<string, string>, keys: readonly string[], file: string): Record<string, unknown>;
