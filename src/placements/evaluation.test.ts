import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { schemeIds } from '#/rules/index.ts'
import {
  evaluationTemplates,
  judgeAnswers,
  mostOfAnswer,
  readAnswers,
  templateFor,
  templateNamed,
} from './evaluation.ts'
import { reportParts } from './report.ts'

test('each side of each scheme has its questions, and each report its parts', () => {
  for (const scheme of schemeIds) {
    for (const side of ['host', 'pupil', 'teacher'] as const)
      assert.ok(templateFor(side, scheme).questions.length >= 3, `${side} of ${scheme}`)
    assert.ok(reportParts(scheme).length >= 4)
  }
  const ids = evaluationTemplates.map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
  for (const template of evaluationTemplates) {
    assert.equal(templateNamed(template.id), template)
    const names = template.questions.map(({ name }) => name)
    assert.equal(new Set(names).size, names.length, template.id)
  }
})

test('answers that are kept are among the choices, or texts of a bearable length', () => {
  const template = fc.constantFrom(...evaluationTemplates)
  const answer = fc.oneof(
    fc.constantFrom('1', '2', '3', '4', 'oui', 'peut-etre', 'non', ''),
    fc.string({ maxLength: 2000 }),
  )
  fc.assert(
    fc.property(template, fc.array(answer, { minLength: 10, maxLength: 10 }), (asked, sent) => {
      const { questions } = asked
      const answers = readAnswers(questions, Object.fromEntries(questions.map(({ name }, at) => [name, sent[at]])))
      assert.deepEqual(
        Object.keys(answers),
        questions.map(({ name }) => name),
      )
      if (judgeAnswers(asked, answers).length > 0) return
      for (const { name, choices } of questions) {
        const value = answers[name] ?? ''
        if (choices) assert.ok(choices.some((choice) => choice.value === value))
        else assert.ok(value.length <= mostOfAnswer)
      }
    }),
    { numRuns: 40 },
  )
})
