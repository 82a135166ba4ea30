//! Calls of the elementary functions where no series is needed, and how they end.

/// What the functions are at the ends, of exact numbers, and of what is no number.
pub const ENDS: &[(&str, &str)] = &[
    ("(list (exp 0) (exp 0.0) (exp -0.0) (exp 1))", "(1 1.0 1.0 2.718281828459045)"),
    ("(list (exp +inf.0) (exp -inf.0) (exp +nan.0))", "(+inf.0 0.0 +nan.0)"),
    ("(list (exp 709.7827128933841) (exp -745.1332191019412))", "(+inf.0 0.0)"),
    ("(list (exp (expt 10 400)) (exp (- (expt 10 400))))", "(+inf.0 0.0)"),
    ("(list (log 1) (log 1.0) (log 0) (log 0.0) (log -0.0))", "(0 0.0 -inf.0 -inf.0 -inf.0)"),
    ("(list (log +inf.0) (log -inf.0) (log +nan.0))", "(+inf.0 +nan.0 +nan.0)"),
    ("(list (log -1) (log -1/3) (log (- (expt 10 400))))", "(+nan.0 +nan.0 +nan.0)"),
    (
        "(list (log (expt 10 400)) (log (/ (expt 10 400))) (log 1/3))",
        "(921.0340371976183 -921.0340371976183 -1.0986122886681098)",
    ),
    ("(list (log 8 2) (log 1000 10) (log 0.5 0.25) (log 1 2) (log 1.0 2))", "(3.0 3.0 0.5 0 0.0)"),
    ("(list (log (expt 2 5000) 2) (log (expt 10 400) 10))", "(5000.0 400.0)"),
    ("(list (log 0 2) (log 2 0) (log 2 1) (log -1 2))", "(-inf.0 -0.0 +inf.0 +nan.0)"),
    ("(list (log 5 +inf.0) (log +inf.0 2) (log +nan.0 2))", "(0.0 +inf.0 +nan.0)"),
    ("(list (sin 0) (sin 0.0) (sin -0.0) (cos 0) (cos -0.0))", "(0 0.0 -0.0 1 1.0)"),
    ("(list (sin +inf.0) (cos -inf.0) (tan +inf.0))", "(+nan.0 +nan.0 +nan.0)"),
    ("(list (sin +nan.0) (cos +nan.0) (tan +nan.0))", "(+nan.0 +nan.0 +nan.0)"),
    ("(list (tan 0) (tan 0.0) (tan -0.0) (tan 5e-324))", "(0 0.0 -0.0 5e-324)"),
    (
        "(list (asin 0) (asin -0.0) (asin 1) (asin -1))",
        "(0 -0.0 1.5707963267948966 -1.5707963267948966)",
    ),
    ("(list (asin 1.0000000000000002) (asin +inf.0) (asin +nan.0))", "(+nan.0 +nan.0 +nan.0)"),
    (
        "(list (acos 1) (acos 1.0) (acos -1) (acos 0))",
        "(0 0.0 3.141592653589793 1.5707963267948966)",
    ),
    ("(list (acos 1.0000000000000002) (acos -2) (acos +nan.0))", "(+nan.0 +nan.0 +nan.0)"),
    (
        "(list (atan 0) (atan -0.0) (atan +inf.0) (atan -inf.0) (atan +nan.0))",
        "(0 -0.0 1.5707963267948966 -1.5707963267948966 +nan.0)",
    ),
    ("(list (atan (expt 10 400)) (atan 1/2))", "(1.5707963267948966 0.4636476090008061)"),
    (
        "(list (atan 0 1) (atan 0 -1) (atan 0 0) (atan 1 0) (atan -1 0))",
        "(0 3.141592653589793 0.0 1.5707963267948966 -1.5707963267948966)",
    ),
    (
        "(list (atan 0.0 -1) (atan -0.0 -1) (atan 0.0 1) (atan -0.0 1))",
        "(3.141592653589793 -3.141592653589793 0.0 -0.0)",
    ),
    (
        "(list (atan 0.0 -0.0) (atan -0.0 -0.0) (atan 0.0 0.0) (atan -0.0 0.0))",
        "(3.141592653589793 -3.141592653589793 0.0 -0.0)",
    ),
    (
        "(list (atan 1.0 -0.0) (atan -1.0 0.0) (atan +inf.0 5.0) (atan -inf.0 -5.0))",
        "(1.5707963267948966 -1.5707963267948966 1.5707963267948966 -1.5707963267948966)",
    ),
    (
        "(list (atan 5.0 +inf.0) (atan -5.0 +inf.0) (atan 5.0 -inf.0) (atan -5.0 -inf.0))",
        "(0.0 -0.0 3.141592653589793 -3.141592653589793)",
    ),
    (
        "(list (atan +inf.0 +inf.0) (atan -inf.0 +inf.0) (atan +inf.0 -inf.0) (atan -inf.0 -inf.0))",
        "(0.7853981633974483 -0.7853981633974483 2.356194490192345 -2.356194490192345)",
    ),
    ("(list (atan +nan.0 1) (atan 1 +nan.0) (atan +nan.0 -inf.0))", "(+nan.0 +nan.0 +nan.0)"),
    ("(list (atan 5e-324 1e300) (atan -5e-324 -1e300))", "(0.0 -3.141592653589793)"),
    (
        "(list (expt 2 0.5) (expt 2.0 10) (expt 2.0 0) (expt 10.0 22))",
        "(1.4142135623730951 1024.0 1.0 1e22)",
    ),
    ("(list (expt 8 1/3) (expt 27 2/3) (expt (expt 10 400) 1/400))", "(2.0 9.0 10.0)"),
    (
        "(list (expt 1.0000000000000002 (+ 1/3 (expt 10 18))) (expt 1/3 0.5))",
        "(2.708611108976672e96 0.5773502691896257)",
    ),
    ("(list (expt 2.0 1024) (expt 2.0 -1075) (expt 2.0 -1074))", "(+inf.0 0.0 5e-324)"),
    (
        "(list (expt +nan.0 0.0) (expt +nan.0 0) (expt 1 +nan.0) (expt 0 0.0) (expt +inf.0 -0.0))",
        "(1.0 1.0 1.0 1.0 1.0)",
    ),
    ("(list (expt +nan.0 1.5) (expt 2 +nan.0) (expt -2 +nan.0))", "(+nan.0 +nan.0 +nan.0)"),
    (
        "(list (expt 0.0 3) (expt -0.0 3) (expt -0.0 4) (expt -0.0 2.5) (expt 0 1/2))",
        "(0.0 -0.0 0.0 0.0 0.0)",
    ),
    (
        "(list (expt 0.0 -3) (expt -0.0 -3) (expt -0.0 -4) (expt -0.0 -2.5) (expt -0.0 -inf.0))",
        "(+inf.0 -inf.0 +inf.0 +inf.0 +inf.0)",
    ),
    (
        "(list (expt 0.5 +inf.0) (expt 0.5 -inf.0) (expt -2.0 +inf.0) (expt -2.0 -inf.0))",
        "(0.0 +inf.0 +inf.0 0.0)",
    ),
    ("(list (expt -1.0 +inf.0) (expt -1 -inf.0) (expt 1.0 +inf.0))", "(1.0 1.0 1.0)"),
    (
        "(list (expt -inf.0 3.0) (expt -inf.0 -3.0) (expt -inf.0 2.5) (expt -inf.0 -2.0))",
        "(-inf.0 -0.0 +inf.0 0.0)",
    ),
    (
        "(list (expt +inf.0 0.5) (expt +inf.0 -0.5) (expt 0.5 1e300) (expt 2 1e300))",
        "(+inf.0 0.0 0.0 +inf.0)",
    ),
    (
        "(list (expt -8.0 1/3) (expt -8 3.0) (expt -8.0 3) (expt -2.0 -3))",
        "(+nan.0 -512.0 -512.0 -0.125)",
    ),
    (
        "(list (expt -1.0 1e300) (expt -1.0 (+ 1 (expt 10 40))) (expt 0.0 (expt 10 400)))",
        "(1.0 -1.0 0.0)",
    ),
    ("(exp 'a)", "trap WrongType: a"),
    ("(log 'a)", "trap WrongType: a"),
    ("(log 2 'a)", "trap WrongType: a"),
    ("(log 1 'a)", "trap WrongType: a"),
    ("(log 'a 2)", "trap WrongType: a"),
    ("(log 2 2 2)", "trap WrongArity: #<lambda (x b)>"),
    ("(sin \"x\")", "trap WrongType: \"x\""),
    ("(acos '(1))", "trap WrongType: (1)"),
    ("(atan 'a)", "trap WrongType: a"),
    ("(atan 1 'a)", "trap WrongType: a"),
    ("(atan 0 'a)", "trap WrongType: a"),
    ("(atan 1 2 3)", "trap WrongArity: #<lambda (y x)>"),
    ("(expt 'a 0.5)", "trap WrongType: a"),
    ("(expt 2 'a)", "trap WrongType: a"),
    ("(expt 2.5 'a)", "trap WrongType: a"),
];
