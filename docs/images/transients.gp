# Transient against steady-state entanglement over g; reads transients.csv, writes transients.png and transients.svg.
set datafile separator comma
set key autotitle columnhead
set logscale xy
set xlabel '{/:Italic g} / {/:Italic ε}_h' enhanced
set ylabel '{/:Italic N}' enhanced
set xrange [1e-4:1e-1]
set yrange [1e-6:3e-2]
set format x '10^{%T}'
set format y '10^{%T}'
set tics in
set border lw 1
set key at 9e-2, 6e-4 right Left reverse spacing 1.4 samplen 2.5
set arrow 1 from 5e-3, graph 0 to 5e-3, graph 1 nohead dt 3 lw 1.5 lc rgb '#666666'
set label 1 'g = 5 γ_h' at 5.8e-3, 1.8e-2 enhanced textcolor rgb '#666666'
do for [kind in "png svg"] {
    if (kind eq "png") {
        set terminal pngcairo enhanced font 'DejaVu Sans,24' size 1300,950 lw 2.5
    } else {
        set terminal svg enhanced font 'DejaVu Sans,12' size 520,380 lw 1.2
    }
    set output 'transients.'.kind
    plot 'transients.csv' using 1:2 with lines lw 2 lc rgb '#0072b2' title 'largest on the way', \
         '' using 1:($4 > 0 ? $4 : 1e-9) with lines lw 2 dt (8,5) lc rgb '#d55e00' title 'steady state'
    unset output
}
