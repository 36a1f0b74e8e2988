/** One thing wrong with a file someone gave us. Lines are counted from 1, the header being line 1. */
export interface InputProblem {
  readonly file: string
  readonly line?: number
  readonly column?: string
  /** In French: what is wrong and how to mend it. */
  readonly message: string
}

/** All that is wrong with the files given, at once, so that a person mends them in one go. Nothing was written. */
export class InputProblems extends Error {
  readonly problems: readonly InputProblem[]
  constructor(problems: readonly InputProblem[]) {
    super(problems.map(sayProblem).join('\n'))
    this.name = 'InputProblems'
    this.problems = problems
  }
}

/** `pupils.csv:12: birth_date: …`, the form that files.md promises. */
export function sayProblem({ file, line, column, message }: InputProblem): string {
  return [line === undefined ? file : `${file}:${line}`, column, message]
    .filter((part) => part !== undefined)
    .join(': ')
}

/** Collects problems while reading goes on; `check` stops the reading once everything was looked at. */
export class ProblemList {
  readonly problems: InputProblem[] = []
  add(problem: InputProblem): void {
    this.problems.push(problem)
  }
  check(): void {
    if (this.problems.length > 0) throw new InputProblems(this.problems)
  }
}
