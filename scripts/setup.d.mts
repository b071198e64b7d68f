export function findBrowser(name: 'chromium' | 'firefox'): string | null;
export function setUp(options?: { browsers?: boolean }): void;
