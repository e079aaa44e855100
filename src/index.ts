/** The door of the package: what a suite file may import from `vernier`. */
export { default as fc } from 'fast-check';
export type { Difference, DriftClass, Step } from './compare/difference.ts';
export type { ExchangeableGroups, FitView, OptimumRule } from './compare/optimum/optimum-rule.ts';
export type { ErrorRules, Mode, PathRules, Policy, Rules, StatisticalRule, TypeLevel } from './compare/policy.ts';
export { callsByValue } from './generators/calls-by-value.ts';
export { type ExpressionCall, readCall } from './generators/expression/call.ts';
export { type Parsed, parseExpression } from './generators/expression/parse.ts';
export { printExpression } from './generators/expression/print.ts';
export { type Expression, isIntegerText, nodes, numberOf } from './generators/expression/tree.ts';
export { type ExpressionOptions, expressions } from './generators/expressions.ts';
export type { FitModel, ParameterRange } from './generators/fit/catalogue.ts';
export { type FitProblem, fitCall, readFitCall } from './generators/fit/problem.ts';
export { type FitProblemOptions, fitProblems } from './generators/fit-problems.ts';
export type { Generator } from './generators/generator.ts';
export { type NdArrayOptions, ndarrays } from './generators/ndarrays.ts';
export { type Binary64Options, binary64, edgeNumbers, integers, ordinaryNumbers } from './generators/numbers.ts';
export { type ValueOptions, valueArbitrary } from './generators/values.ts';
export type { FlagNote, VectorSource, VectorSources } from './golden/vector.ts';
export type { RealBindings, RealExpression } from './referee/expression.ts';
export type { FitQuestion } from './referee/fit/fit-question.ts';
export { fitView, type ModelView } from './referee/fit/fit-view.ts';
export { type FitRuling, type FitRulingOptions, ruleFit } from './referee/fit/rule-fit.ts';
export { type RefereeQuestion, type Ruling, rule } from './referee/referee.ts';
export type { CaseRef } from './suite/case.ts';
export { type Config, defineConfig } from './suite/config.ts';
export type { ArgumentName, PropertyRules, SubjectProperties } from './suite/properties.ts';
export {
  defineSuite,
  type ExcuseRules,
  type FitTask,
  type FlagDefinition,
  type Floors,
  type ImplementationDefinition,
  type NoiseFloor,
  type PerformanceRules,
  type RefereeTask,
  type SubjectDefinition,
  type SuiteDefinition,
} from './suite/suite.ts';
export type { Waiver } from './suite/waiver.ts';
export { FileFormatError } from './value/file-format-error.ts';
export type { FileLimits } from './value/file-limits.ts';
export { type Loss, LossError, type LossGrade } from './value/json-npz/loss.ts';
export { readJsonNpz } from './value/json-npz/read-json-npz.ts';
export { type JsonNpz, type WriteJsonNpzOptions, writeJsonNpz } from './value/json-npz/write-json-npz.ts';
export { elementAt, float64Array, ndarray, numericArray, typedElements } from './value/ndarray.ts';
export { readNpy } from './value/npy/read-npy.ts';
export { writeNpy } from './value/npy/write-npy.ts';
export { readNpz } from './value/npz/read-npz.ts';
export { writeNpz } from './value/npz/write-npz.ts';
export type { CallArguments } from './value/outcome.ts';
export { inspectPickle, type PickleReport } from './value/pickle/inspect-pickle.ts';
export { PickleError } from './value/pickle/pickle-error.ts';
export type { PickleLimits, RecordClass } from './value/pickle/pickle-limits.ts';
export { readPickle } from './value/pickle/read-pickle.ts';
export type * from './value/value.ts';
export { ValueSyntaxError } from './value/value-syntax-error.ts';
