/** Something that keeps the demo from starting, in words for the person at the terminal. */
export class StartFault extends Error {
  /** 1 for a fault, 2 for a wrong configuration. */
  readonly exitCode: 1 | 2;

  constructor(exitCode: 1 | 2, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartFault';
    this.exitCode = exitCode;
  }
}
