(module
  (memory (import "m" "m") 1)
  ;; y[t][row] += dot(w[row], x[t]); row stride of y is $stride bytes; $bytes = columns * 4, a multiple of 32. Four rows at a time share the loads of x.
  (func $product (export "product") (param $y i32) (param $w i32) (param $x i32) (param $steps i32) (param $rows i32) (param $bytes i32) (param $stride i32)
    (local $row i32) (local $wp i32) (local $w1 i32) (local $w2 i32) (local $w3 i32) (local $xp i32) (local $end i32) (local $yp i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $v v128)
    (block $done (loop $t
      (br_if $done (i32.eqz (local.get $steps)))
      (local.set $row (local.get $rows)) (local.set $wp (local.get $w)) (local.set $yp (local.get $y))
      (local.set $end (i32.add (local.get $x) (local.get $bytes)))
      (block $few (loop $four
        (br_if $few (i32.lt_u (local.get $row) (i32.const 4)))
        (local.set $a (v128.const i64x2 0 0)) (local.set $b (v128.const i64x2 0 0))
        (local.set $c (v128.const i64x2 0 0)) (local.set $d (v128.const i64x2 0 0))
        (local.set $w1 (i32.add (local.get $wp) (local.get $bytes)))
        (local.set $w2 (i32.add (local.get $w1) (local.get $bytes)))
        (local.set $w3 (i32.add (local.get $w2) (local.get $bytes)))
        (local.set $xp (local.get $x))
        (loop $k
          (local.set $v (v128.load (local.get $xp)))
          (local.set $a (f32x4.add (local.get $a) (f32x4.mul (v128.load (local.get $wp)) (local.get $v))))
          (local.set $b (f32x4.add (local.get $b) (f32x4.mul (v128.load (local.get $w1)) (local.get $v))))
          (local.set $c (f32x4.add (local.get $c) (f32x4.mul (v128.load (local.get $w2)) (local.get $v))))
          (local.set $d (f32x4.add (local.get $d) (f32x4.mul (v128.load (local.get $w3)) (local.get $v))))
          (local.set $v (v128.load offset=16 (local.get $xp)))
          (local.set $a (f32x4.add (local.get $a) (f32x4.mul (v128.load offset=16 (local.get $wp)) (local.get $v))))
          (local.set $b (f32x4.add (local.get $b) (f32x4.mul (v128.load offset=16 (local.get $w1)) (local.get $v))))
          (local.set $c (f32x4.add (local.get $c) (f32x4.mul (v128.load offset=16 (local.get $w2)) (local.get $v))))
          (local.set $d (f32x4.add (local.get $d) (f32x4.mul (v128.load offset=16 (local.get $w3)) (local.get $v))))
          (local.set $wp (i32.add (local.get $wp) (i32.const 32))) (local.set $w1 (i32.add (local.get $w1) (i32.const 32)))
          (local.set $w2 (i32.add (local.get $w2) (i32.const 32))) (local.set $w3 (i32.add (local.get $w3) (i32.const 32)))
          (br_if $k (i32.lt_u (local.tee $xp (i32.add (local.get $xp) (i32.const 32))) (local.get $end))))
        (local.set $wp (local.get $w3))
        (local.set $a (f32x4.add
          (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $a) (local.get $b))
          (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $a) (local.get $b))))
        (local.set $c (f32x4.add
          (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $c) (local.get $d))
          (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $c) (local.get $d))))
        (v128.store (local.get $yp) (f32x4.add (v128.load (local.get $yp)) (f32x4.add
          (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $a) (local.get $c))
          (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $a) (local.get $c)))))
        (local.set $yp (i32.add (local.get $yp) (i32.const 16)))
        (local.set $row (i32.sub (local.get $row) (i32.const 4)))
        (br $four)))
      (block $out (loop $r
        (br_if $out (i32.eqz (local.get $row)))
        (local.set $a (v128.const i64x2 0 0)) (local.set $b (v128.const i64x2 0 0))
        (local.set $xp (local.get $x))
        (loop $k
          (local.set $a (f32x4.add (local.get $a) (f32x4.mul (v128.load (local.get $wp)) (v128.load (local.get $xp)))))
          (local.set $b (f32x4.add (local.get $b) (f32x4.mul (v128.load offset=16 (local.get $wp)) (v128.load offset=16 (local.get $xp)))))
          (local.set $wp (i32.add (local.get $wp) (i32.const 32)))
          (br_if $k (i32.lt_u (local.tee $xp (i32.add (local.get $xp) (i32.const 32))) (local.get $end))))
        (local.set $a (f32x4.add (local.get $a) (local.get $b)))
        (f32.store (local.get $yp) (f32.add (f32.load (local.get $yp))
          (f32.add (f32.add (f32x4.extract_lane 0 (local.get $a)) (f32x4.extract_lane 1 (local.get $a)))
                   (f32.add (f32x4.extract_lane 2 (local.get $a)) (f32x4.extract_lane 3 (local.get $a))))))
        (local.set $yp (i32.add (local.get $yp) (i32.const 4)))
        (local.set $row (i32.sub (local.get $row) (i32.const 1)))
        (br $r)))
      (local.set $x (i32.add (local.get $x) (local.get $bytes)))
      (local.set $y (i32.add (local.get $y) (local.get $stride)))
      (local.set $steps (i32.sub (local.get $steps) (i32.const 1)))
      (br $t))))
  ;; y[t] += table[row] for each of $features rows (32-bit indexes, negative for none) of each of $steps steps; $bytes a multiple of 32
  (func (export "gather") (param $y i32) (param $table i32) (param $rows i32) (param $steps i32) (param $features i32) (param $bytes i32)
    (local $f i32) (local $k i32) (local $from i32)
    (block $done (loop $t
      (br_if $done (i32.eqz (local.get $steps)))
      (local.set $f (local.get $features))
      (block $none (loop $feature
        (br_if $none (i32.eqz (local.get $f)))
        (local.set $from (i32.load (local.get $rows)))
        (if (i32.ge_s (local.get $from) (i32.const 0)) (then
          (local.set $from (i32.add (local.get $table) (i32.mul (local.get $from) (local.get $bytes))))
          (local.set $k (i32.const 0))
          (loop $add
            (v128.store (i32.add (local.get $y) (local.get $k)) (f32x4.add
              (v128.load (i32.add (local.get $y) (local.get $k))) (v128.load (i32.add (local.get $from) (local.get $k)))))
            (v128.store offset=16 (i32.add (local.get $y) (local.get $k)) (f32x4.add
              (v128.load offset=16 (i32.add (local.get $y) (local.get $k))) (v128.load offset=16 (i32.add (local.get $from) (local.get $k)))))
            (br_if $add (i32.lt_u (local.tee $k (i32.add (local.get $k) (i32.const 32))) (local.get $bytes))))))
        (local.set $rows (i32.add (local.get $rows) (i32.const 4)))
        (local.set $f (i32.sub (local.get $f) (i32.const 1)))
        (br $feature)))
      (local.set $y (i32.add (local.get $y) (local.get $bytes)))
      (local.set $steps (i32.sub (local.get $steps) (i32.const 1)))
      (br $t))))
  ;; target[row] += d[t][row] * x[t] for all t, rows ("outer"); columns bytes multiple of 16
  (func (export "outer") (param $target i32) (param $d i32) (param $x i32) (param $steps i32) (param $rows i32) (param $bytes i32)
    (local $row i32) (local $tp i32) (local $xp i32) (local $end i32) (local $dp i32) (local $v v128)
    (local.set $dp (local.get $d))
    (block $done (loop $t
      (br_if $done (i32.eqz (local.get $steps)))
      (local.set $row (local.get $rows)) (local.set $tp (local.get $target))
      (block $out (loop $r
        (br_if $out (i32.eqz (local.get $row)))
        (local.set $v (f32x4.splat (f32.load (local.get $dp))))
        (local.set $dp (i32.add (local.get $dp) (i32.const 4)))
        (local.set $xp (local.get $x)) (local.set $end (i32.add (local.get $x) (local.get $bytes)))
        (loop $k
          (v128.store (local.get $tp) (f32x4.add (v128.load (local.get $tp)) (f32x4.mul (local.get $v) (v128.load (local.get $xp)))))
          (v128.store offset=16 (local.get $tp) (f32x4.add (v128.load offset=16 (local.get $tp)) (f32x4.mul (local.get $v) (v128.load offset=16 (local.get $xp)))))
          (local.set $tp (i32.add (local.get $tp) (i32.const 32)))
          (br_if $k (i32.lt_u (local.tee $xp (i32.add (local.get $xp) (i32.const 32))) (local.get $end))))
        (local.set $row (i32.sub (local.get $row) (i32.const 1)))
        (br $r)))
      (local.set $x (i32.add (local.get $x) (local.get $bytes)))
      (local.set $steps (i32.sub (local.get $steps) (i32.const 1)))
      (br $t))))
  ;; dx[t] += sum over rows d[t][row] * w[row]
  (func (export "back") (param $dx i32) (param $d i32) (param $w i32) (param $steps i32) (param $rows i32) (param $bytes i32)
    (local $row i32) (local $wp i32) (local $xp i32) (local $end i32) (local $v v128)
    (block $done (loop $t
      (br_if $done (i32.eqz (local.get $steps)))
      (local.set $row (local.get $rows)) (local.set $wp (local.get $w))
      (block $out (loop $r
        (br_if $out (i32.eqz (local.get $row)))
        (local.set $v (f32x4.splat (f32.load (local.get $d))))
        (local.set $d (i32.add (local.get $d) (i32.const 4)))
        (local.set $xp (local.get $dx)) (local.set $end (i32.add (local.get $dx) (local.get $bytes)))
        (loop $k
          (v128.store (local.get $xp) (f32x4.add (v128.load (local.get $xp)) (f32x4.mul (local.get $v) (v128.load (local.get $wp)))))
          (v128.store offset=16 (local.get $xp) (f32x4.add (v128.load offset=16 (local.get $xp)) (f32x4.mul (local.get $v) (v128.load offset=16 (local.get $wp)))))
          (local.set $wp (i32.add (local.get $wp) (i32.const 32)))
          (br_if $k (i32.lt_u (local.tee $xp (i32.add (local.get $xp) (i32.const 32))) (local.get $end))))
        (local.set $row (i32.sub (local.get $row) (i32.const 1)))
        (br $r)))
      (local.set $dx (i32.add (local.get $dx) (local.get $bytes)))
      (local.set $steps (i32.sub (local.get $steps) (i32.const 1)))
      (br $t))))
  ;; tanh by Lambert's continued fraction to the seventh order, x within +-4.97
  (func $tanh (param $x v128) (result v128)
    (local $q v128)
    (local.set $x (f32x4.max (f32x4.min (local.get $x) (f32x4.splat (f32.const 4.97))) (f32x4.splat (f32.const -4.97))))
    (local.set $q (f32x4.mul (local.get $x) (local.get $x)))
    (f32x4.div
      (f32x4.mul (local.get $x)
        (f32x4.add (f32x4.splat (f32.const 135135)) (f32x4.mul (local.get $q)
          (f32x4.add (f32x4.splat (f32.const 17325)) (f32x4.mul (local.get $q)
            (f32x4.add (f32x4.splat (f32.const 378)) (local.get $q)))))))
      (f32x4.add (f32x4.splat (f32.const 135135)) (f32x4.mul (local.get $q)
        (f32x4.add (f32x4.splat (f32.const 62370)) (f32x4.mul (local.get $q)
          (f32x4.add (f32x4.splat (f32.const 3150)) (f32x4.mul (local.get $q) (f32x4.splat (f32.const 28))))))))))
  (func $sigmoid (param $x v128) (result v128)
    (f32x4.add (f32x4.splat (f32.const 0.5)) (f32x4.mul (f32x4.splat (f32.const 0.5))
      (call $tanh (f32x4.mul (f32x4.splat (f32.const 0.5)) (local.get $x))))))
  ;; One direction of a gated recurrent unit: gates (reset, update, new) hold the input's part and are overwritten; $move is the bytes from one step's
  ;; state to the next (negative for backwards), $before the state before the first, $r room for 3 * hidden
  (func (export "gru") (param $gates i32) (param $inside i32) (param $h i32) (param $w i32) (param $inner i32) (param $r i32) (param $before i32)
    (param $steps i32) (param $bytes i32) (param $move i32)
    (local $k i32) (local $first i32) (local $reset v128) (local $update v128) (local $in v128) (local $fresh v128) (local $two i32)
    (local.set $first (i32.const 1))
    (local.set $two (i32.mul (local.get $bytes) (i32.const 2)))
    (block $done (loop $t
      (br_if $done (i32.eqz (local.get $steps)))
      (local.set $k (i32.const 0))
      (loop $zero
        (v128.store (i32.add (local.get $r) (local.get $k)) (v128.const i64x2 0 0))
        (br_if $zero (i32.lt_u (local.tee $k (i32.add (local.get $k) (i32.const 16))) (i32.mul (local.get $bytes) (i32.const 3)))))
      (if (i32.eqz (local.get $first)) (then
        (call $product (local.get $r) (local.get $w) (local.get $before) (i32.const 1)
          (i32.div_u (i32.mul (local.get $bytes) (i32.const 3)) (i32.const 4)) (local.get $bytes) (i32.mul (local.get $bytes) (i32.const 3)))))
      (local.set $first (i32.const 0))
      (local.set $k (i32.const 0))
      (loop $unit
        (local.set $reset (call $sigmoid (f32x4.add
          (v128.load (i32.add (local.get $gates) (local.get $k))) (v128.load (i32.add (local.get $r) (local.get $k))))))
        (local.set $update (call $sigmoid (f32x4.add
          (v128.load (i32.add (i32.add (local.get $gates) (local.get $bytes)) (local.get $k)))
          (v128.load (i32.add (i32.add (local.get $r) (local.get $bytes)) (local.get $k))))))
        (local.set $in (f32x4.add
          (v128.load (i32.add (i32.add (local.get $r) (local.get $two)) (local.get $k))) (v128.load (i32.add (local.get $inner) (local.get $k)))))
        (local.set $fresh (call $tanh (f32x4.add
          (v128.load (i32.add (i32.add (local.get $gates) (local.get $two)) (local.get $k))) (f32x4.mul (local.get $reset) (local.get $in)))))
        (v128.store (i32.add (local.get $gates) (local.get $k)) (local.get $reset))
        (v128.store (i32.add (i32.add (local.get $gates) (local.get $bytes)) (local.get $k)) (local.get $update))
        (v128.store (i32.add (i32.add (local.get $gates) (local.get $two)) (local.get $k)) (local.get $fresh))
        (v128.store (i32.add (local.get $inside) (local.get $k)) (local.get $in))
        (v128.store (i32.add (local.get $h) (local.get $k)) (f32x4.add
          (f32x4.mul (f32x4.sub (f32x4.splat (f32.const 1)) (local.get $update)) (local.get $fresh))
          (f32x4.mul (local.get $update) (v128.load (i32.add (local.get $before) (local.get $k))))))
        (br_if $unit (i32.lt_u (local.tee $k (i32.add (local.get $k) (i32.const 16))) (local.get $bytes))))
      (local.set $before (local.get $h))
      (local.set $h (i32.add (local.get $h) (local.get $move)))
      (local.set $inside (i32.add (local.get $inside) (local.get $move)))
      (local.set $gates (i32.add (local.get $gates) (i32.mul (local.get $move) (i32.const 3))))
      (local.set $steps (i32.sub (local.get $steps) (i32.const 1)))
      (br $t)))))
