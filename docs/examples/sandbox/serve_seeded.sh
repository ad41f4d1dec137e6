plusofon-mock --seed 7 --latency 100-300
